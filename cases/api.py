"""The API of matters."""

urlpatterns: list = []

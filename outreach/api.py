"""The API of outreach."""

urlpatterns: list = []

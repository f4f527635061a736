"""The API of matters: which feature answers at which address. No rules of its own."""

from cases.ledger.endpoints import urlpatterns as ledger
from cases.petitions.endpoints import urlpatterns as petitions

urlpatterns = [*ledger, *petitions]

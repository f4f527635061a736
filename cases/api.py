"""The API of matters: which feature answers at which address. No rules of its own."""

from cases.ledger.endpoints import urlpatterns as ledger
from cases.petitions.endpoints import urlpatterns as petitions
from cases.work_orders.endpoints import urlpatterns as work_orders

urlpatterns = [*ledger, *petitions, *work_orders]

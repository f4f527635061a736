"""`POST /api/v1/work-orders/`: a hotline's system hands over what a woman told on the telephone."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from cases.petitions import answers
from cases.petitions.endpoints import by_field, registered
from cases.work_orders import verbs
from cases.work_orders.forms import WorkOrderForm
from network.access.gate import Refusal
from network.endpoints.base import Order
from network.endpoints.fields import posted, serializer_of, wrong_fields


class WorkOrders(Order):
    """One work order a request."""

    action = "enter_work_order"

    def get_serializer_class(self) -> type[serializers.Serializer[Any]]:
        """The fields of a work order."""
        return serializer_of(WorkOrderForm, "WorkOrder")

    @extend_schema(
        operation_id="work_order",
        tags=["work orders"],
        responses={201: answers.Moved, 200: answers.Moved, 202: answers.Moved},
    )
    def post(self, request: Request) -> Response:
        """201: it is a registered matter now. 200: it was before. 202: it is, and went past her."""
        return self.once(request)

    def act(self, request: Request, **_: Any) -> Response:
        """A number sent twice is one matter."""
        form = WorkOrderForm(posted(WorkOrderForm, request.data))
        if not form.is_valid():
            raise wrong_fields(form)
        told = {("unit" if name == "unit_code" else name): value for name, value in form.cleaned_data.items()}
        try:
            case, is_new = verbs.enter_work_order(verbs.Told(**told), by=request.user)
        except Refusal as refusal:
            raise by_field(refusal, form) from None
        answer = registered(case, self)
        if not is_new and answer.status_code == 201:
            answer.status_code = 200
        return answer


urlpatterns = [path("work-orders/", WorkOrders.as_view(), name="api_work_orders")]

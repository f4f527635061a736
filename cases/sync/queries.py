"""Which entries a scope reaches; row security repeats it (`phone_check_near`)."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from cases.accusations.queries import readable_by
from cases.casefile.models import Case
from network.access.scope import Scope

if TYPE_CHECKING:
    from cases.sync.models import PhoneCheck  # noqa: F401 - named below as a string


class PhoneCheckQuerySet(models.QuerySet["PhoneCheck"]):
    """Questions about many entries."""

    def visible_to(self, scope: Scope) -> "PhoneCheckQuerySet":
        """Of ordinary matters whoever sees the card by her post or holds it; of sealed ones whoever opens them.

        What somebody wrote herself is not hers to check. Of accusations their readers alone.
        """
        cards = Case.objects.visible_to(scope)
        near = Q(unit_id__in=scope.lead) | Q(owner_id=scope.user_id)
        for column in ("city_id", "county_id", "township_id"):
            near |= Q(**{f"{column}__in": list(scope.area)})
        ordinary = cards.filter(near, is_sealed=False)
        sealed = Case.objects.openable_by(scope).filter(is_sealed=True)
        reach = Q(case__in=ordinary.values("pk")) | Q(case__in=sealed.values("pk"))
        reach |= ~Q(about="") & self._near(scope)
        if scope.may("read_accusation"):
            reach |= Q(accusation__in=readable_by(scope).values("pk"))
        return self.filter(reach).exclude(author_id=scope.user_id)

    @staticmethod
    def _near(scope: Scope) -> Q:
        """Of what is no matter: the township of its unit and whoever stands above that."""
        if not scope.may("decide_check"):
            return Q(pk__in=[])
        near = Q(unit__city_id__in=list(scope.area)) | Q(unit__county_id__in=list(scope.area))
        return near | Q(unit__township_id__in=list(scope.area))

    def waiting(self) -> "PhoneCheckQuerySet":
        """Those nobody has decided."""
        return self.filter(state="waiting")

"""What keeping and destroying add to the world: a list to appraise, one that was destroyed, a hold, something only stored."""

from typing import Any

from cases.casefile.models import Case
from cases.petitions import transitions
from cases.privacy import monthly, sampling
from cases.retention import archive, deciding, holds, sweep
from cases.retention.models import DestructionList
from network.units.models import Unit
from sisterhood.lib import clock
from tests.house import House, acting
from tests.stories import does, matter
from tests.walls.pages import Matter
from tests.walls.things import Thing


class Kept:
    """`gone` was destroyed, `waits` stands on a list, `held` is held, `stored` is only stored; all of the county."""

    def __init__(self, house: House, county: Unit) -> None:
        self.house, self.place = house, Matter(county, "lin", "lin")
        self.gone, self.held = self._ended(), self._ended()
        self.gone_list = self._listed(self.gone)
        self._decides("gao", deciding.appraise_destruction, self.gone_list, note="均无保管价值。")
        self._decides("bai", deciding.confirm_destruction, self.gone_list)
        self.waits = self._ended()
        self.waits_list = self._listed(self.waits)
        self.hold = does("lin", holds.place_hold, self.held, issuer="双辽市人民法院", reason="再审调卷").pk
        self.transfer = self._for_the_archive()
        with house.login("worker"):
            sampling.draw(at=clock.start_of_day(monthly.after(clock.today().replace(day=1))))
        stored = self._ended()
        does("lin", holds.restrict_matter, stored, why="law")

    def _ended(self) -> Case:
        case = matter("lin")
        does("lin", transitions.withdraw, case, reason="她自己要求")
        return case

    def _for_the_archive(self) -> Any:
        """A list with one matter, waiting for the archive's receipt."""
        case = self._ended()
        self._ages(case)
        with acting("gao") as (gao, _scope):
            return archive.draw_up_transfer(self.place.unit, archive="市档案馆", matters=[case.pk], by=gao)

    def _ages(self, case: Case) -> None:
        ask = "update cases_case set closed_at = now() - interval '12 years' where id = %s"
        self.house.raw(ask, [case.pk])

    def _listed(self, case: Case) -> Any:
        self._ages(case)
        with self.house.login("worker"):
            sweep.propose_due()
        ask = "select destruction_id from cases_retentionaction where case_id = %s"
        return self.house.raw(ask, [case.pk])[0][0]

    def _decides(self, username: str, verb: Any, row: Any, **said: str) -> None:
        with acting(username) as (user, scope):
            verb(DestructionList.objects.visible_to(scope).get(pk=row), by=user, **said)

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address; without a note nothing is appraised, without a day nothing is kept."""
        action = self.house.raw("select id from cases_retentionaction where case_id = %s", [self.waits.pk])[
            0
        ][0]
        line = self.house.raw("select id from cases_transferredmatter")[0][0]
        stored = self.house.raw("select id from cases_restriction where lifted_at is null")[0][0]
        sample = self.house.raw("select id from cases_readingsample")[0][0]
        hold = {"issuer": "双辽市人民检察院", "reason": "抗诉审查"}
        return {
            "retention": [Thing("keeping")],
            "break_glass_month": [Thing("keeping")],
            "reading_samples": [Thing("keeping")],
            "reading_sample": [Thing("keeping", {"row_id": sample})],
            "readings_month": [Thing("keeping")],
            "destruction": [self._list(self.waits_list)],
            "destruction_record": [self._list(self.gone_list)],
            "destruction_verb": [self._list(self.waits_list, verb="appraise_destruction")],
            "destruction_keep": [self._list(self.waits_list, action_id=action)],
            "transfer_new": [Thing("keeping")],
            "transfer": [self._list(self.transfer.pk)],
            "transfer_print": [self._list(self.transfer.pk)],
            "transfer_verb": [self._list(self.transfer.pk, verb="receive_transfer")],
            "transfer_matter": [self._list(self.transfer.pk, line_id=line, verb="return_matter")],
            "restriction_lift": [self._list(stored)],
            "case_retention": [self._case({})],
            "case_retention_verb": [self._case(hold, verb="place_hold")],
            "hold_release": [self._case({"reason": "已退卷"}, hold_id=self.hold)],
        }

    def _list(self, row: Any, **more: Any) -> Thing:
        return Thing("keeping", {"row_id": row, **more}, self.place, None, more.get("verb", ""), {})

    def _case(self, data: dict[str, Any], **more: Any) -> Thing:
        kwargs = {"case_id": self.held.pk, **more}
        return Thing("keeping", kwargs, self.place, self.held, more.get("verb", ""), data)

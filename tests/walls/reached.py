"""What outreach adds to the world: bulletins, a planned round, a sheet of needs, an agreement, campaigns, an event, teaching cases."""

from datetime import timedelta

from network.bulletins import verbs as bulletins
from outreach.campaigns import holding, photos, teaching, verbs
from outreach.needs.models import NeedsSheet
from outreach.partners import verbs as partners
from outreach.visits import verbs as visits
from sisterhood.lib import clock
from tests.campaigns import told as campaigns
from tests.house import acting, person
from tests.selection import told
from tests.selection.told import HEADED, VILLAGE, does
from tests.walls.pages import Matter
from tests.walls.things import Thing

READERS = ("station_head", "village_chair")


class Reached:
    """The county writes; the village plans for its head. The station stands already (`Stationed`)."""

    def __init__(self) -> None:
        self.county = person("gao").appointments.get().unit
        words = {"title": "冬季讲座", "body": "请各站通知妇女参加。", "below": self.county, "roles": READERS}
        self.draft = does("lin", bulletins.draft_bulletin, self.county, **words)
        self.out = does("lin", bulletins.draft_bulletin, self.county, **words)
        does("gao", bulletins.publish_bulletin, self.out.pk)
        self.hamlet = told.hamlet(HEADED)
        on = clock.today() + timedelta(days=5)
        self.round = does(VILLAGE, visits.plan_round, self.hamlet, planned_on=on, doer=person("he"))
        with acting(VILLAGE):
            self.sheet = NeedsSheet.objects.filter(unit=self.hamlet, state="due").latest("period")

        self.agreed = does(
            "lin",
            partners.enter_agreement,
            campaigns.hospital(),
            kind="health",
            scope="到村讲课",
            starts_on=clock.today(),
            ends_on=clock.today() + timedelta(days=90),
        )
        days = {"starts_on": clock.today(), "ends_on": clock.today() + timedelta(days=9)}
        self.plan = does("lin", verbs.draft_campaign, self.county, plan=campaigns.plan(**days))
        self.campaign = does("lin", verbs.draft_campaign, self.county, plan=campaigns.plan(**days))
        does("lin", verbs.submit_campaign, self.campaign.pk)
        does("gao", verbs.approve_campaign, self.campaign.pk)
        does("lin", verbs.announce_campaign, self.campaign.pk)
        today = campaigns.outline(campaign=self.campaign, planned_on=clock.today())
        self.event = does("lin", holding.plan_activity, self.county, outline=today)
        facts = {"kind": "teacher", "name": "教师甲"}
        self.speaker = does("lin", holding.name_speaker, self.event.pk, **facts)
        self.shown = does("lin", holding.plan_activity, self.county, outline=today)
        does("lin", holding.hold_activity, self.shown.pk, held_on=clock.today())
        picture = {"content": campaigns.picture(), "shows": "nobody", "consented": "not_needed"}
        self.photo = does("lin", photos.upload_evidence, self.shown.pk, **picture)
        told_ = {"title": "一张告诫书", "topic": "anti_dv", "text": "案例", "origin": "made_up"}
        self.story = does("lin", teaching.write_story, self.county, **told_)

    def things(self) -> dict[str, list[Thing]]:
        """By the name of the address."""
        office, place = Matter(self.county, "", "lin"), Matter(self.hamlet, "he", VILLAGE)
        draft, row = {"row_id": self.draft.pk}, {"row_id": self.round.pk}
        going = {"companion": str(person(VILLAGE).pk)}
        return {
            "notice_read": [Thing("out", {"row_id": self.out.pk}, office)],
            "bulletin": [Thing("draft", draft, office), Thing("out", {"row_id": self.out.pk}, office)],
            "revise_bulletin": [Thing("draft", draft, office)],
            "bulletin_verb": [
                Thing("draft", draft | {"verb": "publish_bulletin"}, office, None, "publish_bulletin")
            ],
            "round": [Thing("planned", row, place)],
            "round_verb": [
                Thing("planned", row | {"verb": "begin_round"}, place, None, "begin_round", going)
            ],
            "needs_sheet": [Thing("due", {"row_id": self.sheet.pk}, place)],
        } | self._campaigns()

    def _campaigns(self) -> dict[str, list[Thing]]:
        """Agreements, campaigns, activities, teaching cases of the county's officer."""
        office = Matter(self.county, "lin", "lin")
        event = {"row_id": self.event.pk}
        photo = {"row_id": self.shown.pk, "photo_id": self.photo.pk}
        story = {"row_id": self.story.pk}
        return {
            "agreement": [Thing("in force", {"row_id": self.agreed.pk}, office)],
            "campaign": [Thing("announced", {"row_id": self.campaign.pk}, office)],
            "campaign_verb": [
                Thing(
                    "draft",
                    {"row_id": self.plan.pk, "verb": "submit_campaign"},
                    office,
                    None,
                    "submit_campaign",
                )
            ],
            "activity": [Thing("planned", event, office)],
            "activity_verb": [
                Thing(
                    "planned",
                    event | {"verb": "cancel_activity"},
                    office,
                    None,
                    "cancel_activity",
                    {"reason": "下雨"},
                )
            ],
            "strike_speaker": [Thing("planned", event | {"speaker_id": self.speaker.pk}, office)],
            "activity_photo": [Thing("shown", photo, office)],
            "withdraw_photo": [Thing("shown", photo, office)],
            "teaching_case": [Thing("draft", story, office)],
            "teaching_case_verb": [
                Thing("draft", story | {"verb": "send_story"}, office, None, "send_story")
            ],
            "event": [Thing("public", {"code": self.event.code})],
            "event_survey": [Thing("public", {"code": self.event.code})],
        }

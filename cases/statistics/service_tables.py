"""R-3 to R-6: violence, mediation, consultations, the green channel. Tables."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from cases.consultations.models import Consultation
from cases.mediation.lists import Dispute
from cases.statistics.counting import count, listed
from cases.statistics.petition_tables import AGES, WHOLE
from cases.statistics.shapes import ALL, MONTH, QUARTER, Column, Line, Share, Table
from cases.vocabulary.services import AidKind, ConsultationTopic
from network.agencies.models import AgencyKind

R3 = Table(
    "R-3",
    _("Work against domestic violence"),
    (QUARTER,),
    _("matters with violence, papers and steps in them"),
    "《反家庭暴力法》第十四条至第三十七条",
    lambda: [WHOLE, *listed(ALL, [(f"age/{code}", label) for code, label in AGES])],
    (
        Column(
            "asked",
            _("Asked for help"),
            _(
                "matters with violence received in the period: marked so, answered so, or with a first contact or an order"
            ),
            (("first", "repeat"),),
        ),
        Column("first", _("For the first time"), _("of these, without an earlier matter of hers")),
        Column("repeat", _("Again"), _("of these, she had come before")),
        Column("child", _("With a child"), _("of these, a child is concerned")),
        Column(
            "police", _("Police told of a breach"), _("breaches of an order or warning told to the police")
        ),
        Column(
            "warnings", _("Warning letters known"), _("police warnings issued in the period that we know of")
        ),
        Column(
            "applied",
            _("Orders applied for by us"),
            _("protection orders filed with the federation as applicant"),
        ),
        Column(
            "helped", _("Orders helped with"), _("protection orders filed by herself or others with our help")
        ),
        Column("granted", _("Orders granted"), _("decided in the period and granted")),
        Column("refused", _("Orders refused"), _("decided in the period and refused")),
        Column(
            "prolonged", _("Orders prolonged"), _("of those granted, the ones that follow an earlier order")
        ),
        Column("sheltered", _("Sheltered"), _("stays in a shelter begun in the period")),
        Column("injuries", _("Injury assessments"), _("referrals for an assessment of injuries")),
        Column("legal_aid", _("Legal aid"), _("referrals for legal aid")),
        Column("counselling", _("Counselling"), _("sessions of counselling that began in the period")),
        Column("reports", _("Mandatory reports"), _("mandatory reports made in the period")),
        Column("high", _("Danger high"), _("safety screens of the period with the level high")),
        Column("urgent", _("Danger urgent"), _("safety screens of the period with the level urgent")),
        Column(
            "visits_due", _("Visits due"), _("visits after an order or warning whose day lies in the period")
        ),
        Column("visits_done", _("Visits made"), _("of these, made")),
    ),
    partial(count, "figures_violence"),
    (Share("visit_rate", _("Visits made, %"), _("visits made ÷ visits due"), "visits_done", "visits_due"),),
    by_unit=True,
)
R4 = Table(
    "R-4",
    _("Mediation of disputes"),
    (MONTH,),
    _("mediations, each once"),
    "《人民调解法》；《妇女权益保障法》第七十二条",
    lambda: [WHOLE, *listed(ALL, Dispute.choices, "kind/")],
    (
        Column("taken", _("Mediations taken on"), _("mediations asked for in the period")),
        Column("written", _("Agreed in writing"), _("agreements in writing reached in the period")),
        Column("oral", _("Agreed by word of mouth"), _("agreements by word of mouth reached in the period")),
        Column("failed", _("Failed"), _("ended in the period without agreement")),
        Column("ended", _("Ended by a side"), _("ended in the period because a side did not want it")),
        Column("redirected", _("Sent elsewhere"), _("found unsuitable and told the other ways")),
        Column("asked_court", _("Court asked"), _("confirmation by the court asked for in the period")),
        Column("confirmed", _("Confirmed by the court"), _("confirmed by the court in the period")),
        Column("performed", _("Carried out"), _("found carried out in the period")),
        Column("breached", _("Not kept"), _("found not kept in the period")),
        Column("closed", _("Closed"), _("mediations closed in the period")),
        Column("days", _("Days to the end"), _("days from taking on to closing of these, added up")),
    ),
    partial(count, "figures_mediation"),
    (Share("mean", _("Days on average"), _("days to the end ÷ closed"), "days", "closed", 1),),
    drill="mediations",
    drills="see_mediations",
)


def _topics() -> list[Line]:
    kinds = listed(ALL, Consultation.Kind.choices, "kind/")
    return [
        WHOLE,
        *(
            line
            for kind in kinds
            for line in (
                kind,
                *listed(
                    kind.code,
                    [
                        (f"{kind.code}/{c}", label)
                        for c, label in (*ConsultationTopic.choices, ("-", _("no topic yet")))
                    ],
                ),
            )
        ),
    ]


R5 = Table(
    "R-5",
    _("Legal advice and counselling"),
    (QUARTER,),
    _("sessions, one person each"),
    "《精神卫生法》第二十三条；四平市妇联内部规定",
    _topics,
    (
        Column("sessions", _("Sessions held"), _("sessions that began in the period")),
        Column("first", _("First sessions"), _("of these, the first of its kind in a matter")),
        Column("joint", _("Joint"), _("of these, with both chairs")),
        Column("minutes", _("Minutes in all"), _("minutes of these, added up")),
        Column("referred", _("Referred"), _("of these, ended with a referral elsewhere")),
        Column("shifts", _("Shifts held"), _("shifts of advisers and counsellors held in the period")),
        Column("missed", _("Shifts missed"), _("shifts that nobody held")),
    ),
    partial(count, "figures_sessions"),
    (Share("joint_rate", _("Joint, %"), _("joint ÷ sessions"), "joint", "sessions"),),
    drill="rota",
    drills="see_rota",
)


def _services() -> list[Line]:
    kinds = listed(ALL, AidKind.choices, "kind/")
    return [
        WHOLE,
        *(
            line
            for kind in kinds
            for line in (
                kind,
                *listed(kind.code, [(f"{kind.code}/{c}", label) for c, label in AgencyKind.choices]),
            )
        ),
    ]


R6 = Table(
    "R-6",
    _("Legal aid and green channel"),
    (QUARTER,),
    _("referrals, each once"),
    "《法律援助法》第三十一条至第四十四条；第一时间：四平市妇联内部规定",
    _services,
    (
        Column("opened", _("Referrals opened"), _("referrals opened in the period")),
        Column("letters", _("Letters issued"), _("letters of introduction issued in the period")),
        Column("used", _("Presented"), _("letters presented to the body in the period")),
        Column("accepted", _("Taken on by the body"), _("answers of the period: the body takes it on")),
        Column("declined", _("Declined"), _("answers of the period: the body declines")),
        Column("served", _("Help given"), _("help given in the period")),
        Column("closed", _("Closed"), _("referrals closed in the period")),
        Column(
            "unexamined",
            _("Means not examined"),
            _("applications for legal aid of the period without an examination of means"),
        ),
        Column("days", _("Days to the help"), _("days from opening to the help given, added up")),
    ),
    partial(count, "figures_referrals"),
    (Share("mean", _("Days on average"), _("days to the help ÷ help given"), "days", "served", 1),),
    drill="referrals",
    drills="see_referrals",
)
SERVICES = (R3, R4, R5, R6)

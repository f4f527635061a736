"""The whole life of a matter."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Dossiers and every kind of work that hangs on them."""

    name = "cases"
    verbose_name = _("Matters")

    def ready(self) -> None:
        """Tell the deadlines engine, the inbox, the hand-over and the tree how a case answers them."""
        from cases.accusations import subjects as seats
        from cases.casefile import reading, subjects, succession
        from cases.consultations import subjects as sessions
        from cases.minors import ward
        from cases.petitions import concerns, finding, interventions, papers
        from cases.petitions.reception import subjects as reception
        from cases.privacy import subjects as glasses
        from cases.protection import against_mediation
        from cases.referrals import letters
        from cases.retention import subjects as destructions
        from cases.statistics import subjects as returns
        from cases.support import subjects as families
        from cases.support import visits_over
        from cases.sync import subjects as phones

        seats.enrol()
        subjects.enrol()
        reading.enrol()
        glasses.enrol()
        succession.enrol()
        finding.enrol()
        papers.enrol()
        reception.enrol()
        letters.enrol()
        sessions.enrol()
        against_mediation.enrol()
        concerns.enrol()
        interventions.enrol()
        ward.enrol()
        families.enrol()
        visits_over.enrol()
        destructions.enrol()
        phones.enrol()
        returns.enrol()

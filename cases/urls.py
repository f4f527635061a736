"""Addresses of the matters: UUIDs only."""

from django.urls import path

from cases.accusations import list_views as entrusted_list
from cases.accusations import views as entrusted
from cases.assistance import views as assistance
from cases.categories import views as categories
from cases.circle import views as circle
from cases.cockpit import views as cockpit
from cases.consultations import text_views as sheet_texts
from cases.consultations import views as consultations
from cases.coordination import meeting_views as meetings
from cases.coordination import views as coordination
from cases.documents import proposal_pages, rule_pages
from cases.documents import views as documents
from cases.door import desk as door_desk
from cases.door import views as door
from cases.exports import views as exports
from cases.imports import views as imports
from cases.ledger import views as ledger
from cases.mediation import views as mediation
from cases.minors import views as minors
from cases.petitions import (
    calling,
    case_views,
    comparing,
    emergency,
    paperwork,
    registering,
    supervising,
    views,
)
from cases.petitions.reception import commitment_views as promises
from cases.petitions.reception import views as reception
from cases.privacy import month_views as emergency_month
from cases.privacy import request_views as data_requests
from cases.privacy import sample_views as samples
from cases.privacy import views as privacy
from cases.protection import views as protection
from cases.referrals import catalogue
from cases.referrals import slip_views as slips
from cases.referrals import views as referrals
from cases.retention import archive_views as archives
from cases.retention import case_views as keeping
from cases.retention import views as retention
from cases.search import views as search
from cases.statistics import return_views as returns
from cases.statistics import views as statistics
from cases.support import education_views as education
from cases.support import views as support
from cases.sync import check_views as checks
from cases.sync import views as sync

urlpatterns = [
    path("cases/", ledger.ledger_page, name="ledger"),
    path("cases/views/", ledger.save_page, name="ledger_views"),
    path("cases/views/<uuid:row_id>/", ledger.forget_page, name="ledger_view"),
    path("cases/assign/", ledger.assign_page, name="ledger_assign"),
    path("cases/follow-up/", calling.call_list, name="follow_ups"),
    path("cases/<uuid:case_id>/follow_up/", calling.follow_up_page, name="case_follow_up"),
    path("cases/<uuid:case_id>/retention/", keeping.case_page, name="case_retention"),
    path(
        "cases/<uuid:case_id>/retention/holds/<uuid:hold_id>/release/",
        keeping.release_page,
        name="hold_release",
    ),
    path("cases/<uuid:case_id>/retention/<slug:verb>/", keeping.case_verb_page, name="case_retention_verb"),
    path("retention/", retention.board_page, name="retention"),
    path("retention/transfers/new/", archives.new_page, name="transfer_new"),
    path("retention/transfers/<uuid:row_id>/", archives.list_page, name="transfer"),
    path("retention/transfers/<uuid:row_id>/print/", archives.print_page, name="transfer_print"),
    path(
        "retention/transfers/<uuid:row_id>/matters/<uuid:line_id>/<slug:verb>/",
        archives.matter_page,
        name="transfer_matter",
    ),
    path("retention/transfers/<uuid:row_id>/<slug:verb>/", archives.verb_page, name="transfer_verb"),
    path("retention/<uuid:row_id>/", retention.list_page, name="destruction"),
    path("retention/<uuid:row_id>/record/", retention.record_page, name="destruction_record"),
    path("retention/<uuid:row_id>/keep/<uuid:action_id>/", retention.keep_page, name="destruction_keep"),
    path("retention/stored/<uuid:row_id>/lift/", retention.lift_page, name="restriction_lift"),
    path("retention/<uuid:row_id>/<slug:verb>/", retention.verb_page, name="destruction_verb"),
    path("search/", search.search_page, name="search"),
    path("cases/categories/", categories.categories_page, name="categories"),
    path("cases/register/", registering.register_page, name="register"),
    path("cases/entrusted/", entrusted.entrusted_page, name="entrusted"),
    path("cases/entrusted/readers/", entrusted_list.readers_page, name="entrusted_readers"),
    path("cases/entrusted/seats/<uuid:seat_id>/", entrusted.seat_page, name="entrusted_seat"),
    path("cases/entrusted/<uuid:row_id>/", entrusted.accusation_page, name="entrusted_matter"),
    path("cases/entrusted/<uuid:row_id>/files/<uuid:file_id>/", entrusted.file_page, name="entrusted_file"),
    path("cases/entrusted/<uuid:row_id>/<slug:verb>/", entrusted.verb_page, name="entrusted_verb"),
    path("cases/imports/", imports.imports_page, name="imports"),
    path("cases/imports/<uuid:row_id>/", imports.import_page, name="import"),
    path("cases/imports/<uuid:row_id>/<slug:verb>/", imports.import_verb, name="import_verb"),
    path("cases/exports/", exports.exports_page, name="exports"),
    path("cases/exports/<uuid:row_id>/", exports.export_page, name="export"),
    path("cases/exports/<uuid:row_id>/decide/", exports.decide_page, name="export_decide"),
    path("cases/exports/<uuid:row_id>/file/", exports.file_page, name="export_file"),
    path("cases/<uuid:case_id>/", case_views.case_page, name="case"),
    path("cases/<uuid:case_id>/open/", views.open_page, name="case_open"),
    path("cases/<uuid:case_id>/requests/<uuid:request_id>/", views.decide_page, name="case_decide"),
    path("cases/<uuid:case_id>/names/", views.names_page, name="case_names"),
    path("cases/<uuid:case_id>/attach/", views.attach_page, name="case_attach"),
    path(
        "cases/<uuid:case_id>/attachments/<uuid:attachment_id>/",
        views.attachment_page,
        name="case_attachment",
    ),
    path("cases/<uuid:case_id>/supervise/", supervising.issue_page, name="case_supervise"),
    path("cases/<uuid:case_id>/merge/", comparing.merge_page, name="case_merge"),
    path("cases/<uuid:case_id>/merge/<uuid:other_id>/", comparing.beside_page, name="case_beside"),
    path("leader/", cockpit.cockpit_page, name="cockpit"),
    path("leader/orders/", supervising.orders_page, name="orders"),
    path("leader/orders/<uuid:order_id>/", supervising.order_page, name="order"),
    path("leader/orders/<uuid:order_id>/paper/", paperwork.order_paper_page, name="order_paper"),
    path("cases/<uuid:case_id>/papers/<slug:kind>/<uuid:source_id>/", paperwork.draw_page, name="paper_draw"),
    path("papers/<uuid:paper_id>/", paperwork.paper_page, name="paper"),
    path("papers/<uuid:paper_id>/print/", documents.print_page, name="paper_print"),
    path("papers/<uuid:paper_id>/<slug:verb>/", paperwork.paper_verb_page, name="paper_verb"),
    path("verify/", documents.verify_page, name="verify"),
    path("verify/<str:code>/", documents.verify_code_page, name="verify_code"),
    path("rules/", rule_pages.rules_page, name="rules"),
    path("rules/<uuid:rule_id>/", rule_pages.rule_page, name="rule"),
    path("rules/<uuid:rule_id>/file/", rule_pages.rule_file_page, name="rule_file"),
    path("proposals/", proposal_pages.proposals_page, name="proposals"),
    path("proposals/<uuid:issue_id>/", proposal_pages.proposal_page, name="proposal"),
    path("proposals/<uuid:issue_id>/print/", proposal_pages.proposal_print_page, name="proposal_print"),
    path(
        "cases/<uuid:case_id>/investigations/<uuid:row_id>/",
        coordination.investigation_page,
        name="investigation",
    ),
    path(
        "cases/<uuid:case_id>/investigations/<uuid:row_id>/<slug:verb>/",
        coordination.investigation_verb,
        name="investigation_verb",
    ),
    path("cases/<uuid:case_id>/meetings/new/", meetings.meeting_new, name="meeting_new"),
    path("cases/<uuid:case_id>/meetings/<uuid:row_id>/", meetings.meeting_page, name="meeting"),
    path("cases/<uuid:case_id>/meetings/<uuid:row_id>/print/", meetings.meeting_print, name="meeting_print"),
    path("cases/<uuid:case_id>/co-handlers/", coordination.co_handlers_page, name="co_handlers"),
    path(
        "cases/<uuid:case_id>/co-handlers/<uuid:row_id>/end/",
        coordination.co_handler_end,
        name="co_handler_end",
    ),
    path("cases/<uuid:case_id>/note/", coordination.note_page, name="case_note"),
    path("cases/<uuid:case_id>/competence/", coordination.competence_page, name="competence"),
    path("leader/disputes/", coordination.disputes_page, name="disputes"),
    path("leader/disputes/<uuid:row_id>/", coordination.dispute_page, name="dispute"),
    path("cases/referrals/", referrals.referrals_page, name="referrals"),
    path("cases/services/", catalogue.services_page, name="services"),
    path("cases/<uuid:case_id>/referrals/new/", referrals.referral_new, name="referral_new"),
    path("cases/<uuid:case_id>/referrals/<uuid:row_id>/", referrals.referral_page, name="referral"),
    path("cases/<uuid:case_id>/referrals/<uuid:row_id>/code/", referrals.slip_code_page, name="slip_code"),
    path("cases/<uuid:case_id>/referrals/<uuid:row_id>/stub/", referrals.stub_page, name="letter_stub"),
    path(
        "cases/<uuid:case_id>/referrals/<uuid:row_id>/<slug:verb>/",
        referrals.referral_verb,
        name="referral_verb",
    ),
    path("slip/", slips.slip_page, name="slip"),
    path("slip/answer/", slips.slip_answer_page, name="slip_answer"),
    path("slip/<str:reference>/", slips.slip_page, name="slip_of"),
    path("cases/<uuid:case_id>/code/", door_desk.code_page, name="case_code"),
    path("cases/<uuid:case_id>/protection/", protection.protection_page, name="protection"),
    path("cases/<uuid:case_id>/protection/extract/", protection.extract_page, name="protection_extract"),
    path(
        "cases/<uuid:case_id>/protection/<uuid:row_id>/place/", protection.place_page, name="protection_place"
    ),
    path(
        "cases/<uuid:case_id>/protection/<uuid:row_id>/<slug:verb>/",
        protection.protection_row_verb,
        name="protection_row_verb",
    ),
    path("cases/<uuid:case_id>/protection/<slug:verb>/", protection.protection_verb, name="protection_verb"),
    path("cases/emergency/", emergency.number_page, name="break_glass"),
    path("cases/<uuid:case_id>/emergency/", emergency.card_page, name="case_break_glass"),
    path("cases/<uuid:case_id>/emergency/end/", emergency.end_page, name="case_break_glass_end"),
    path("cases/<uuid:case_id>/data/new/", data_requests.new_page, name="data_request_new"),
    path("cases/<uuid:case_id>/data/<uuid:row_id>/", data_requests.request_page, name="data_request"),
    path(
        "cases/<uuid:case_id>/data/<uuid:row_id>/<slug:verb>/",
        data_requests.verb_page,
        name="data_request_verb",
    ),
    path("reviews/emergency/", privacy.reviews_page, name="break_glasses"),
    path("reviews/emergency/month/", emergency_month.month_page, name="break_glass_month"),
    path("statistics/", statistics.statistics_page, name="statistics"),
    path("statistics/figures/", statistics.figures_page, name="figures"),
    path("statistics/tables/<str:code>/", statistics.table_page, name="statistics_table"),
    path("statistics/tables/<str:code>/xlsx/", statistics.book_page, name="statistics_book"),
    path("statistics/returns/<uuid:row_id>/", returns.return_page, name="return"),
    path("statistics/returns/<uuid:row_id>/print/", returns.print_page, name="return_print"),
    path("statistics/returns/<uuid:row_id>/<slug:verb>/", returns.return_verb_page, name="return_verb"),
    path("reviews/readings/", samples.samples_page, name="reading_samples"),
    path("reviews/readings/month/", samples.readings_page, name="readings_month"),
    path("reviews/readings/<uuid:row_id>/", samples.sample_page, name="reading_sample"),
    path("reviews/emergency/<uuid:row_id>/", privacy.review_page, name="break_glass_review"),
    path("cases/assistances/", assistance.assistances_page, name="assistances"),
    path("cases/<uuid:case_id>/assistance/new/", assistance.assistance_new, name="assistance_new"),
    path("cases/<uuid:case_id>/assistance/<uuid:row_id>/", assistance.assistance_page, name="assistance"),
    path(
        "cases/<uuid:case_id>/assistance/<uuid:row_id>/<slug:verb>/",
        assistance.assistance_verb,
        name="assistance_verb",
    ),
    path("support/", support.support_page, name="support"),
    path("support/notes/new/", support.note_new, name="support_note_new"),
    path("support/notes/<uuid:row_id>/", support.note_page, name="support_note"),
    path("support/notes/<uuid:row_id>/<slug:verb>/", support.note_verb, name="support_note_verb"),
    path("support/files/<uuid:row_id>/", support.file_page, name="support_file"),
    path("support/files/<uuid:row_id>/<slug:verb>/", support.file_verb, name="support_file_verb"),
    path("support/visits/new/", support.visit_new, name="support_visit_new"),
    path("support/visits/<uuid:row_id>/", support.visit_page, name="support_visit"),
    path("support/visits/<uuid:row_id>/<slug:verb>/", support.visit_verb, name="support_visit_verb"),
    path("support/switches/", support.switches_page, name="support_switches"),
    path("support/switches/<uuid:row_id>/", support.switch_page, name="support_switch"),
    path("cases/<uuid:case_id>/education/new/", education.education_new, name="education_new"),
    path("cases/<uuid:case_id>/education/<uuid:row_id>/", education.education_page, name="education"),
    path(
        "cases/<uuid:case_id>/education/<uuid:row_id>/<slug:verb>/",
        education.education_verb,
        name="education_verb",
    ),
    path("cases/mediations/", mediation.mediations_page, name="mediations"),
    path("cases/<uuid:case_id>/mediation/new/", mediation.mediation_new, name="mediation_new"),
    path("cases/<uuid:case_id>/mediation/<uuid:row_id>/", mediation.mediation_page, name="mediation"),
    path(
        "cases/<uuid:case_id>/mediation/<uuid:row_id>/<slug:verb>/",
        mediation.mediation_verb,
        name="mediation_verb",
    ),
    path("cases/<uuid:case_id>/minors/", minors.minors_page, name="minors"),
    path("cases/<uuid:case_id>/minors/<slug:verb>/", minors.minor_verb, name="minor_verb"),
    path(
        "cases/<uuid:case_id>/minors/<uuid:row_id>/<slug:verb>/", minors.minor_row_verb, name="minor_row_verb"
    ),
    path("circles/", circle.circles_page, name="circles"),
    path("cases/<uuid:case_id>/circle/", circle.circle_page, name="circle"),
    path("cases/<uuid:case_id>/circle/<slug:verb>/", circle.circle_verb, name="circle_verb"),
    path("cases/<uuid:case_id>/circle/<uuid:row_id>/sheet/", circle.circle_sheet, name="circle_sheet"),
    path(
        "cases/<uuid:case_id>/circle/<uuid:row_id>/<slug:verb>/",
        circle.circle_row_verb,
        name="circle_row_verb",
    ),
    path("leader/minors/", minors.requests_page, name="minor_requests"),
    path("leader/minors/<uuid:grant_id>/", minors.request_page, name="minor_request"),
    path("help/write/", door.write_page, name="help_write"),
    path("progress/", door.progress_page, name="progress"),
    path("progress/add/", door.add_page, name="progress_add"),
    path("progress/rate/", door.rate_page, name="progress_rate"),
    path("cases/<uuid:case_id>/consultations/new/", consultations.new_page, name="consultation_new"),
    path("consultations/", consultations.own_page, name="consultations"),
    path("consultations/texts/", sheet_texts.texts_page, name="sheet_texts"),
    path("consultations/texts/<int:version>/", sheet_texts.text_page, name="sheet_text"),
    path("consultations/<uuid:session_id>/", consultations.session_page, name="consultation"),
    path("consultations/<uuid:session_id>/sheet/", consultations.sheet_page, name="consultation_sheet"),
    path("consultations/<uuid:session_id>/<slug:verb>/", consultations.verb_page, name="consultation_verb"),
    path("crisis/<uuid:crisis_id>/", consultations.crisis_page, name="crisis"),
    path("cases/<uuid:case_id>/<slug:verb>/", views.verb_page, name="case_verb"),
    path("duty/reception/<uuid:day_id>/", reception.day_page, name="reception_day"),
    path("duty/reception/<uuid:day_id>/register/", reception.register_page, name="reception_register"),
    path("duty/reception/<uuid:day_id>/cancel/", reception.cancel_page, name="reception_cancel"),
    path("duty/reception/<uuid:day_id>/close/", reception.close_page, name="reception_close"),
    path("duty/reception/<uuid:day_id>/door/", reception.door_page, name="reception_door"),
    path("duty/reception/<uuid:day_id>/minutes/", reception.minutes_page, name="reception_minutes"),
    path("duty/reception/<uuid:day_id>/ledger/", reception.ledger_page, name="reception_ledger"),
    path("duty/visits/", reception.visits_page, name="visits"),
    path("duty/visits/<uuid:visit_id>/", reception.visit_page, name="visit"),
    path("duty/commitments/", promises.commitments_page, name="commitments"),
    path("duty/commitments/<uuid:commitment_id>/", promises.commitment_page, name="commitment"),
    path(
        "duty/commitments/<uuid:commitment_id>/end_commitment/",
        promises.end_commitment_page,
        name="end_commitment",
    ),
    path("m/report/", registering.report_page, name="phone_report"),
    path("m/ping", sync.ping, name="phone_ping"),
    path("m/outbox", sync.outbox, name="phone_outbox"),
    path("m/outbox/<uuid:key>", sync.outbox_item, name="phone_outbox_item"),
    path("m/outbox/<uuid:key>/files/<uuid:file_key>", sync.outbox_file, name="phone_outbox_file"),
    path("cases/checks/", checks.checks_page, name="phone_checks"),
    path("cases/checks/<uuid:check_id>/", checks.check_page, name="phone_check"),
]

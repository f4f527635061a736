"""What the scripts of the outbox say: by code, with names in braces where a number goes. A table."""

from typing import Any

from django.utils.translation import gettext_lazy as _

WORDS: dict[str, Any] = {
    "form_report": _("Report a matter"),
    "form_task_done": _("Something done"),
    "form_visit": _("A round of visits"),
    "form_patrol": _("A patrol"),
    # states of one item
    "waiting": _("Waiting for the network"),
    "sending": _("Being sent"),
    "heard": _("The words have arrived, the files are on their way"),
    "received": _("Received"),
    "incomplete": _("Kept, to be completed"),
    "check": _("Received, somebody checks it"),
    "amend": _("Please mend it"),
    "login": _("Please sign in again"),
    # facts of one item
    "number": _("Number {n}"),
    "voice": _("Sound of {n} seconds"),
    "voice_file": _("A recording"),
    "photos": _("{n} photographs"),
    "files_refused": _("{n} of its files were not taken. Please tell the township by phone what they show."),
    "held": _("This phone has no room for it. Leave this page open until it is sent."),
    "remove": _("Take it off this phone"),
    "remove_sure": _("Press again: it is gone then"),
    # the line of the home page
    "offline_n": _("No network. {n} kept on this phone"),
    "waiting_n": _("{n} kept on this phone, not sent yet"),
    "sending_n": _("{n} being sent"),
    "open_here": _("Open this page when there is a network: it is sent by itself"),
    "login_first": _("Please sign in again: {n} wait to be sent"),
    "amend_n": _("{n} were not taken. Please see why"),
    "others": _("{n} on this phone belong to somebody else. They go out when she signs in herself."),
    "long": _("Something has waited here for very long. If it is urgent, call now."),
    "revoked": _("This phone was taken out of use and emptied. Whoever goes on with it signs in again."),
    "none": _("Nothing is kept here."),
    # the form
    "attention": _("{n} places need your attention"),
    "step_1": _("Step 1 of 2"),
    "step_2": _("Step 2 of 2"),
    "report": _("Report"),
    "by_sound": _("(told in the recording)"),
    "no_key": _(
        "This phone has not met the house yet. Go where there is a network and press again; "
        "leave this page open, what you wrote stays here. If it is urgent, call."
    ),
    "write_it": _("Please write it down."),
    "a_number": _("Write a number, 0 or more."),
    # sound
    "voice_start": _("Tap once and speak"),
    "voice_how": _("Tap again to stop"),
    "voice_stop": _("Stop"),
    "voice_asking": _("Asking for the microphone…"),
    "voice_on": _("Recording. Tap again to stop."),
    "voice_running": _("{n} of {all} seconds"),
    "voice_done": _("The recording is here."),
    "voice_full": _("It is full. You can record another piece."),
    "voice_most": _("That is enough for one report. Write the rest, or report again."),
    "voice_none": _(
        "The microphone does not answer. Use the recorder of this phone, or write it down below."
    ),
    "voice_drop": _("Leave out"),
    "voice_hear": _("Listen to it: {name}"),
    # photographs
    "photo_n": _("Photograph {n}"),
    "photo_drop": _("Leave it out"),
    "photo_busy": _("Making the photographs smaller…"),
    "photo_most": _("No more photographs fit into one report."),
    "photo_unreadable": _("One file is no photograph this phone can read."),
}

// A step of a matter whose page was open when the network went: kept and sent like a report. With a network it is posted.
(function () {
  "use strict";
  var house = window.sisters;
  document.addEventListener("submit", async function (event) {
    var form = event.target, task = form.dataset.task;
    if (!task || !house.seal.can() || (navigator.onLine && house.send.state.now !== "offline")) { return; }
    event.preventDefault();
    if (form.dataset.keeping) { return; }
    form.dataset.keeping = "1";
    var note = form.querySelector("[name=note]"), county = form.querySelector("[name=to_county]"), who = await house.send.who();
    var lacks = task === "note" && !note.value.trim();
    if (!who || lacks) {
      delete form.dataset.keeping;
      form.querySelector("[role=status]").textContent = house.say(lacks ? "write_it" : "no_key");
      return;
    }
    await house.keep(who, {
      form: "task_done", version: 1, blobs: [], photos: 0, seconds: 0,
      fields: {
        case: form.dataset.case, base: form.dataset.base, task: task, note: note ? note.value : "",
        send_to: county && county.checked ? "county" : "village"
      }
    });
    form.reset();
    form.hidden = true;
    house.draw();
    house.send.go();
  });
})();

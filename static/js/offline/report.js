// 上报一件事 with the outbox: both steps in one page, checked here, sealed, kept, then sent.
// A page that came back from the server with answers of step 2 goes on without this.
(function () {
  "use strict";
  var house = window.sisters, form = document.querySelector("form[data-offline]"), second = document.getElementById("offline-second");
  if (!form || !second || !house.seal.can()) { return; }
  var foot = document.querySelector(".foot button"), side = document.querySelector("[data-step-line]");
  var needs = JSON.parse(document.getElementById("offline-needs").textContent), busy = false;
  document.querySelectorAll("[data-with-outbox]").forEach(function (place) { place.hidden = false; });
  var one = form.querySelector("[data-step]"), two = document.createElement("div"), words = foot.textContent;
  two.hidden = true;
  two.appendChild(second.content.cloneNode(true));
  form.appendChild(two);

  function value(name) { return house.form.value(form, name); }
  function dials(text) {
    var digits = text.normalize("NFKC").replace(/\D/g, "").length;
    return !text || digits >= 7 && digits <= 15;
  }
  function wrong(step) {
    var spoke = house.voices().length > 0, found = [];
    Object.keys(needs[step]).forEach(function (name) {
      var bySound = spoke && needs.by_sound.indexOf(name) >= 0;
      if (!value(name) && !bySound) { found.push([name, needs[step][name]]); }
    });
    if (step === "second" && !dials(value("phone"))) { found.push(["phone", needs.phone]); }
    return found;
  }
  function turn(to) {
    var forth = to === 2;
    one.hidden = forth;
    two.hidden = !forth;
    foot.textContent = forth ? house.say("report") : words;
    if (side) { side.textContent = house.say(forth ? "step_2" : "step_1"); }
    var accuses = value("tile") === "cadre";
    two.querySelectorAll("[data-only]").forEach(function (part) { part.hidden = (part.dataset.only === "cadre") !== accuses; });
    window.scrollTo(0, 0);
    document.getElementById("main").focus();
  }
  // What she typed, by name; of parts that are not asked of her, nothing.
  function fields(spoke) {
    var told = {};
    Array.from(form.elements).forEach(function (each) {
      if (!each.name || each.type === "file" || ["csrfmiddlewaretoken", "step", "ident"].indexOf(each.name) >= 0) { return; }
      if ((each.type === "radio" || each.type === "checkbox") && !each.checked) { return; }
      if (each.closest("[data-only][hidden]")) { return; }
      told[each.name] = each.value;
    });
    if (spoke) { needs.by_sound.forEach(function (name) { if (!(told[name] || "").trim()) { told[name] = house.say("by_sound"); } }); }
    return told;
  }
  function keep(who) {
    var voices = house.voices(), photos = house.photos();
    return house.keep(who, {
      form: form.dataset.offline, version: Number(form.dataset.version), fields: fields(voices.length > 0),
      blobs: voices.concat(photos), photos: photos.length,
      seconds: voices.reduce(function (sum, voice) { return sum + voice.seconds; }, 0)
    });
  }
  function saved(how) {
    if (side) { side.textContent = ""; }
    house.form.saved(form, foot, how, value("safety") === "urgent");
  }
  async function finish() {
    var who = await house.send.who();
    if (!who) { await house.send.go(); who = await house.send.who(); }
    if (!who) { house.form.show(form, [["knows_other_side", house.say("no_key")]]); return; }
    saved(await keep(who));
  }
  form.addEventListener("submit", async function (event) {
    event.preventDefault();
    if (busy) { return; }
    busy = true;
    await house.stopVoice();
    try {
      var step = two.hidden ? "first" : "second", problems = wrong(step);
      house.form.show(form, problems);
      if (!problems.length) { if (step === "first") { turn(2); } else { await finish(); } }
    } finally {
      busy = false;
    }
  });
  two.querySelector("[data-back]").addEventListener("click", function () { house.form.show(form, []); turn(1); });
})();

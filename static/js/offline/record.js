// A round of visits or a patrol without a signal: checked here, sealed, kept and sent like a report. On a page of the house
// with a network the form is posted as always.
(function () {
  "use strict";
  var house = window.sisters, form = document.querySelector("form[data-record]");
  if (!form || !house || !house.seal || !house.seal.can()) { return; }
  var needs = JSON.parse(document.getElementById("record-needs").textContent), busy = false;

  function value(name) { return house.form.value(form, name); }
  function number(name) { return value(name) ? Number(value(name).normalize("NFKC")) : 0; }
  function wrong() {
    var found = [], numbers = Array.from(form.querySelectorAll("input[type=number]"));
    Object.keys(needs.filled).forEach(function (name) { if (!value(name)) { found.push([name, needs.filled[name]]); } });
    numbers.forEach(function (each) {
      var said = each.validity.badInput || each.value && !/^[0-9]{1,4}$/.test(each.value.trim());
      if (said) { found.push([each.name, house.say("a_number")]); }
    });
    if (found.length) { return found; }
    Object.keys(needs.most).forEach(function (name) {
      if (number(name) > number(needs.most[name][0])) { found.push([name, needs.most[name][1]]); }
    });
    Object.keys(needs["with"]).forEach(function (name) {
      var other = value(needs["with"][name][0]);
      if (other && other !== "0" && !value(name)) { found.push([name, needs["with"][name][1]]); }
    });
    Object.keys(needs.order).forEach(function (name) {
      if (value(name) < value(needs.order[name][0])) { found.push([name, needs.order[name][1]]); }
    });
    return found;
  }
  function inOrder(problems) {
    var names = Array.from(form.elements, function (each) { return each.name; });
    return problems.sort(function (a, b) { return names.indexOf(a[0]) - names.indexOf(b[0]); });
  }
  function fields() {
    var told = {};
    Array.from(form.elements).forEach(function (each) {
      if (!each.name || each.name === "csrfmiddlewaretoken") { return; }
      if ((each.type === "radio" || each.type === "checkbox") && !each.checked) { return; }
      told[each.name] = (told[each.name] || []).concat(each.value);
    });
    ["round", "base"].forEach(function (name) { if (form.dataset[name]) { told[name] = form.dataset[name]; } });
    return told;
  }
  async function keep() {
    var problems = wrong(), who = await house.send.who();
    if (!problems.length && !who) { await house.send.go(); who = await house.send.who(); }
    if (!problems.length && !who) { problems = [[Object.keys(needs.filled)[0], house.say("no_key")]]; }
    house.form.show(form, inOrder(problems));
    if (problems.length) { return; }
    var how = await house.keep(who, {
      form: form.dataset.record, version: 1, fields: fields(), blobs: [], photos: 0, seconds: 0
    });
    house.form.saved(form, null, how, false);
  }
  form.addEventListener("submit", async function (event) {
    var isShell = "shell" in form.dataset;
    if (!isShell && navigator.onLine && house.send.state.now !== "offline") { return; }
    event.preventDefault();
    if (busy) { return; }
    busy = true;
    try { await keep(); } finally { busy = false; }
  });
})();

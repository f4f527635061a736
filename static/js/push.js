// The switch of this browser: asked on her press alone, told to the house by a plain form, taken back in both places.
(function () {
  "use strict";
  var place = document.getElementById("push"), form = place && place.querySelector("form"), SCOPE = "/m/", PATIENCE = 20000;
  if (!form || !window.PushManager || !window.Notification || !navigator.serviceWorker) { return; }
  var wants = form.elements.on.value === "1";

  function say(what) {
    ["refused", "unreached", "asking"].forEach(function (name) { place.querySelector("[data-" + name + "]").hidden = name !== what; });
    form.querySelector("button").disabled = what === "asking";
  }
  function bytes(text) {
    var plain = window.atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (sign) { return sign.charCodeAt(0); });
  }
  // The number of this device, as the outbox gives it; a desk computer has none before.
  function mark() {
    var found = /(?:^|; )device=([0-9a-f-]{36})/.exec(document.cookie), own = found && found[1];
    if (!own) {
      var drawn = window.crypto.getRandomValues(new Uint8Array(16));
      drawn[6] = (drawn[6] & 15) | 64;
      drawn[8] = (drawn[8] & 63) | 128;
      own = Array.from(drawn, function (byte) { return (256 + byte).toString(16).slice(1); }).join("")
        .replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, "$1-$2-$3-$4-$5");
    }
    document.cookie = "device=" + own + "; path=/; max-age=31536000; samesite=lax" + (location.protocol === "https:" ? "; secure" : "");
  }
  function standing() {
    return navigator.serviceWorker.getRegistration(SCOPE).then(function (found) { return found ? found.pushManager.getSubscription() : null; });
  }
  function active(registration) {
    if (registration.active) { return registration; }
    var worker = registration.installing || registration.waiting;
    return new Promise(function (done, fail) {
      worker.addEventListener("statechange", function () {
        if (worker.state === "activated") { done(registration); }
        if (worker.state === "redundant") { fail(new Error("no worker")); }
      });
    });
  }
  function inTime(promise) {
    return Promise.race([promise, new Promise(function (_done, fail) { window.setTimeout(function () { fail(new Error("late")); }, PATIENCE); })]);
  }
  function switchOn() {
    say("asking");
    // Safari asks only while her press is being answered: permission first, everything else afterwards.
    return Promise.resolve(window.Notification.requestPermission()).then(function (answer) {
      if (answer !== "granted") { say("refused"); return null; }
      return inTime(navigator.serviceWorker.register("/sw.js", {scope: SCOPE}).then(active).then(function (registration) {
        return registration.pushManager.subscribe({userVisibleOnly: true, applicationServerKey: bytes(place.dataset.key)});
      })).then(function (subscription) {
        var told = subscription.toJSON();
        form.elements.endpoint.value = told.endpoint;
        form.elements.p256dh.value = told.keys.p256dh;
        form.elements.auth.value = told.keys.auth;
        mark();
        form.submit();
      });
    }).catch(function () { say("unreached"); });
  }
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (wants) { switchOn(); return; }
    inTime(standing().then(function (found) { return found && found.unsubscribe(); })).catch(function () { return null; }).then(function () { form.submit(); });
  }, true);
  place.hidden = false;
  // What the browser and the house say of it must agree: a browser that was told for somebody else is told no more.
  standing().then(function (found) {
    if (found && wants) { found.unsubscribe(); }
    if (!found && !wants) { form.requestSubmit ? form.requestSubmit() : form.submit(); }
  }).catch(function () { return null; });
})();

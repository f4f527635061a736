// Sends what waits while a page is open: all words first, then files piece by piece. One tab at a time.
(function () {
  "use strict";
  var house = window.sisters = window.sisters || {}, store = house.store;
  var PAUSES = [5, 15, 60, 300, 900], PING_SECONDS = 15, SEND_SECONDS = 60, HASH_TRIES = 3;
  var channel = window.BroadcastChannel ? new window.BroadcastChannel("outbox") : null;
  var state = {now: "quiet", user: null}, working = null, wanted = false, failures = 0, timer = 0, csrf = "", offset = 0;
  var listeners = [];

  function tell(far) {
    listeners.forEach(function (listener) { listener(); });
    if (channel && far !== false) { channel.postMessage("changed"); }
  }
  function now() { return Date.now() + offset; }
  function device() {
    var found = /(?:^|; )device=([0-9a-f-]{36})/.exec(document.cookie), own = found ? found[1] : house.seal.uuid();
    document.cookie = "device=" + own + "; path=/; max-age=31536000; samesite=lax" + (location.protocol === "https:" ? "; secure" : "");
    return own;
  }
  // Out of use: its number goes first, so that whoever signs in here afterwards comes with a new phone.
  function emptied() {
    ["/", "/m/"].forEach(function (path) { document.cookie = "device=; path=" + path + "; max-age=0"; });
    return store.wipe();
  }
  // A browser that was told for somebody else, or before this phone was lost, is told no more.
  function hush() {
    if (!navigator.serviceWorker || !window.PushManager) { return; }
    navigator.serviceWorker.getRegistration("/m/").then(function (found) {
      return found && found.pushManager.getSubscription();
    }).then(function (told) { return told && told.unsubscribe(); }).catch(function () { return null; });
  }
  // One request with a limit of its own; null when nothing came back.
  async function ask(method, path, headers, body, seconds) {
    var stop = new AbortController(), limit = window.setTimeout(function () { stop.abort(); }, seconds * 1000), told = {};
    try {
      var answer = await window.fetch(path, {
        method: method, body: body, credentials: "same-origin", redirect: "manual", cache: "no-store", signal: stop.signal,
        headers: Object.assign({"X-Device": device(), "X-CSRFToken": csrf}, headers)
      });
      try { told = await answer.json(); } catch (broken) { if (answer.ok) { return null; } }
      return {status: answer.type === "opaqueredirect" ? 401 : answer.status, told: told};
    } catch (problem) {
      return null;
    } finally {
      window.clearTimeout(limit);
    }
  }
  async function ping() {
    var waiting = await store.unsent(), oldest = waiting.length ? waiting[0].made_at : "";
    var headers = {"X-Unsent": String(waiting.length), "X-Oldest": oldest};
    var answer = await ask("GET", "/m/ping", headers, undefined, PING_SECONDS);
    if (!answer || (answer.status !== 200 && answer.status !== 401)) { state.now = "offline"; return false; }
    if (answer.status === 401) {
      state.now = answer.told.why === "revoked" ? "revoked" : "login";
      if (state.now === "revoked") { await emptied(); }
      return false;
    }
    csrf = answer.told.csrf;
    offset = Date.parse(answer.told.now) - Date.now();
    state.user = answer.told.user;
    state.now = "quiet";
    await store.dropOf(answer.told.off || []);
    if (answer.told.told === false) { hush(); }
    var met = await store.fact("who") || {}, whose = house.holder && house.holder !== state.user ? met.user : state.user;
    if (house.left) { return false; }  // she signs out while the house answers
    await store.keep("who", {user: whose, key: answer.told.key, forms: answer.told.forms, piece: answer.told.piece, offset: offset});
    return true;
  }
  // What an answer means for the whole queue: "go", "stop" (keep everything), or "later".
  async function refused(item, answer) {
    item.state = "waiting";
    if (!answer) {
      state.now = "offline";
      await store.save(item);
      return "later";
    }
    if (answer.status === 401) {
      state.now = answer.told.why === "revoked" ? "revoked" : "login";
      if (state.now === "revoked") { await emptied(); } else { await store.save(item); }
      return "stop";
    }
    if ([400, 413, 422].indexOf(answer.status) >= 0 && answer.told.why) {
      item.state = "amend";
      item.words = answer.told.words || "";
      await store.save(item);
      return "go";
    }
    if (answer.status === 429) { item.not_before = now() + (Number(answer.told.seconds) || 60) * 1000; }
    await store.save(item);
    return "later";
  }
  async function sendWords(item) {
    item.state = "sending";
    await store.save(item);
    tell();
    var body = JSON.stringify({form: item.form, version: item.version, made_at: item.made_at, key_id: item.key_id, sealed: item.sealed});
    var headers = {"Idempotency-Key": item.key, "Content-Type": "application/json"};
    var answer = await ask("POST", "/m/outbox", headers, body, SEND_SECONDS);
    if (!answer || (answer.status !== 200 && answer.status !== 201)) { return refused(item, answer); }
    item.number = answer.told.number;
    item.result = answer.told.state;
    item.words = answer.told.words;
    item.heard = true;
    failures = 0;
    item.files.forEach(function (file) { file.sent = Number((answer.told.files || {})[file.key]) || 0; });
    await store.save(item);
    return finish(item);
  }
  async function finish(item) {
    if (item.files.some(function (file) { return file.sent < file.size && !file.refused; })) { return "go"; }
    item.state = "received";
    item.received_at = new Date(now()).toISOString();
    await store.empty(item);
    tell();
    return "go";
  }
  async function sendPiece(item, file) {
    var sealed = await store.piece(item, file.key, file.sent), path = "/m/outbox/" + item.key + "/files/" + file.key;
    if (!sealed) { file.sent = 0; sealed = await store.piece(item, file.key, 0); }
    if (!sealed) { file.refused = true; return "go"; }
    var headers = {"X-Offset": String(file.sent), "Content-Type": "application/octet-stream"};
    var answer = await ask("POST", path, headers, sealed, SEND_SECONDS);
    if (answer && (answer.status === 200 || (answer.status === 409 && answer.told.why === "offset"))) {
      file.sent = answer.told.done ? file.size : Number(answer.told.received);
    } else if (answer && answer.status === 422) {
      file.sent = 0;
      file.broken = (file.broken || 0) + 1;
      file.refused = file.broken >= HASH_TRIES || answer.told.why !== "hash";
    } else if (answer && (answer.status === 413 || answer.status === 400)) {
      file.refused = true;
      item.words = answer.told.words || item.words;
    } else if (answer && answer.status === 404) {
      item.heard = false;
      item.state = "waiting";
      await store.save(item);
      return "later";
    } else {
      return refused(item, answer);
    }
    await store.save(item);
    tell();
    return "go";
  }
  async function sendFiles(item) {
    for (var n = 0; n < item.files.length; n += 1) {
      var file = item.files[n];
      while (file.sent < file.size && !file.refused) {
        var then = await sendPiece(item, file);
        if (then !== "go") { return then; }
        failures = 0;
      }
    }
    return finish(item);
  }
  async function queue(step, wants) {
    var mine = (await store.items()).filter(function (item) {
      return item.user === state.user && store.waits(item) && wants(item) && !(item.not_before > now());
    });
    var later = false;
    for (var n = 0; n < mine.length; n += 1) {
      var then = await step(mine[n]);
      if (then === "stop" || state.now === "offline") { return then; }
      later = later || then === "later";
    }
    return later ? "later" : "go";
  }
  async function work() {
    if (!await ping()) { return; }
    state.now = "sending";
    tell();
    var first = await queue(sendWords, function (item) { return !item.heard; });
    if (first !== "stop" && state.now !== "offline") { await queue(sendFiles, function (item) { return item.heard; }); }
    if (state.now === "sending") { state.now = "quiet"; }
    await store.forgetOld(now());
  }
  async function alone(act) {
    if (navigator.locks) {
      return navigator.locks.request("outbox", {ifAvailable: true}, async function (lock) {
        if (lock) { await act(); }
        return Boolean(lock);
      });
    }
    if (!await store.lease(Date.now() + 90000)) { return false; }
    try { await act(); } finally { await store.lease(0); }
    return true;
  }
  async function later() {
    window.clearTimeout(timer);
    var waiting = (await store.items()).filter(store.waits);
    var mine = waiting.filter(function (item) { return !state.user || item.user === state.user; });
    if (!mine.length || state.now === "login" || state.now === "revoked") { return; }
    timer = window.setTimeout(go, PAUSES[Math.min(failures, PAUSES.length - 1)] * 1000);
    failures += 1;
  }
  // Every trigger ends here. A trigger while at work runs once more afterwards.
  async function go() {
    if (working) { wanted = true; return working; }
    if (state.now === "revoked") { return undefined; }
    window.clearTimeout(timer);
    working = (async function () {
      do { wanted = false; await alone(work); } while (wanted && state.now === "quiet");
    })();
    try { await working; } catch (problem) { state.now = "offline"; }
    working = null;
    tell();
    await later();
    return undefined;
  }
  function afresh() { failures = 0; return go(); }

  window.addEventListener("online", afresh);
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { afresh(); } });
  window.addEventListener("pageshow", function (event) { if (event.persisted) { afresh(); } });
  window.addEventListener("beforeunload", function (event) {
    if (store.holds()) { event.preventDefault(); event.returnValue = ""; }
  });
  if (channel) { channel.onmessage = function () { tell(false); }; }

  house.send = {
    now: now, go: afresh, state: state,
    watch: function (listener) { listeners.push(listener); },
    // For whom this page keeps what is written on it, with the key of the house; null before both are known.
    who: async function () {
      var met = await store.fact("who") || {}, user = house.holder || met.user;
      return met.key && user ? Object.assign({}, met, {user: user}) : null;
    }
  };
})();

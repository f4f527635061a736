// Sealed to the public key of the house (P-256, HKDF-SHA256, AES-256-GCM): this phone cannot open it again.
(function () {
  "use strict";
  var house = window.sisters = window.sisters || {}, words = new TextEncoder();
  var CURVE = {name: "ECDH", namedCurve: "P-256"};

  function bytesOf(base64) { return Uint8Array.from(window.atob(base64), function (sign) { return sign.charCodeAt(0); }); }
  function base64Of(bytes) {
    var text = "";
    for (var n = 0; n < bytes.length; n += 8192) { text += String.fromCharCode.apply(null, bytes.subarray(n, n + 8192)); }
    return window.btoa(text);
  }
  function hex(buffer) {
    return Array.from(new Uint8Array(buffer), function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
  }
  // 65 bytes of a point made for this one sealing, 12 bytes iv, cipher text with its tag.
  async function seal(spki, plain, info, bound) {
    var subtle = window.crypto.subtle;
    var theirs = await subtle.importKey("spki", bytesOf(spki), CURVE, false, []);
    var ours = await subtle.generateKey(CURVE, false, ["deriveBits"]);
    var shared = await subtle.deriveBits({name: "ECDH", public: theirs}, ours.privateKey, 256);
    var base = await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    var how = {name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: words.encode(info)};
    var key = await subtle.deriveKey(how, base, {name: "AES-GCM", length: 256}, false, ["encrypt"]);
    var iv = window.crypto.getRandomValues(new Uint8Array(12));
    var closed = await subtle.encrypt({name: "AES-GCM", iv: iv, additionalData: words.encode(bound)}, key, plain);
    var point = await subtle.exportKey("raw", ours.publicKey);
    var whole = new Uint8Array(77 + closed.byteLength);
    whole.set(new Uint8Array(point), 0);
    whole.set(iv, 65);
    whole.set(new Uint8Array(closed), 77);
    return whole;
  }
  house.seal = {
    // crypto.randomUUID is missing in older browsers
    uuid: function () {
      var drawn = window.crypto.getRandomValues(new Uint8Array(16));
      drawn[6] = drawn[6] & 15 | 64;
      drawn[8] = drawn[8] & 63 | 128;
      return hex(drawn).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    },
    can: function () { return Boolean(window.isSecureContext && window.crypto && window.crypto.subtle && window.indexedDB); },
    item: async function (spki, key, plain) {
      return base64Of(await seal(spki, words.encode(JSON.stringify(plain)), "sisterhood outbox 1|" + key, key));
    },
    piece: function (spki, file, offset, plain) {
      var bound = file + "|" + offset;
      return seal(spki, plain, "sisterhood piece 1|" + bound, bound);
    },
    sha256: async function (plain) { return hex(await window.crypto.subtle.digest("SHA-256", plain)); }
  };
})();

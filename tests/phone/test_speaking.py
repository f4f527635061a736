"""Voice first, picture second, typing last."""

import shutil

import pytest

from tests.browser import FLAGS
from tests.phone.handset import SIZE, Phone

pytestmark = pytest.mark.browser
VOICE = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


def test_she_speaks_and_need_not_write(chromium, address, house):
    path = shutil.which("chromium") or shutil.which("google-chrome")
    browser = chromium.browser_type.launch(executable_path=path, args=[*FLAGS, *VOICE])
    context = browser.new_context(viewport=SIZE, locale="zh-CN")
    he = Phone(context, address)
    he.signs_in("he")
    he.ready("/m/report/")
    he.page.click("text='点一下，开始说'")
    he.reads("正在录音")
    he.page.wait_for_timeout(1500)
    he.page.click("[data-voice] button.act")
    he.reads("录好了。", "语音")
    he.until("document.querySelector('[data-voice] audio').readyState > 0")
    heard = he.page.evaluate(
        "document.querySelector('[data-voice] audio').play().then(() => 'heard', e => String(e))"
    )
    assert heard == "heard", "she listens to it before it leaves the phone"
    assert he.page.get_attribute("[data-voice] audio", "aria-label").startswith("听一听")
    he.reports(facts="")
    he.reads("已收到", "编号")
    kept = house.raw("select content_type from cases_attachment order by entered_at desc limit 1")
    assert kept == [("audio/webm",)]
    browser.close()


DUMB = "navigator.mediaDevices.getUserMedia = () => new Promise(() => null)"


def test_a_microphone_that_never_answers_gives_way_to_the_recorder_and_to_typing(phone):
    he = phone("he", script=DUMB)
    he.ready("/m/report/")
    he.page.clock.install()
    he.page.click("text='点一下，开始说'")
    he.page.clock.run_for(5100)
    he.reads("话筒没有反应", "用手机的录音机")
    assert not he.page.is_visible("[data-voice] button.act")
    assert he.page.is_visible("[name=facts]")


def test_a_photograph_leaves_the_phone_small_and_without_its_place(phone):
    he = phone("he")
    he.ready("/m/report/")
    he.writes(photos=1)
    size, head = he.page.evaluate(
        """async () => {
          const blob = window.sisters.photos()[0].blob, shown = await createImageBitmap(blob);
          const bytes = new Uint8Array(await blob.arrayBuffer());
          return [[shown.width, shown.height], String.fromCharCode.apply(null, bytes.subarray(0, 4096))];
        }"""
    )
    assert size == [1280, 960] and "Exif" not in head


def test_what_is_missing_is_said_beside_its_field_before_anything_is_sealed(phone):
    he = phone("he")
    he.ready("/m/report/")
    he.page.fill("[name=request]", "想请妇联说合")
    he.page.click(".foot button")
    he.reads("有 3 处需要补充", "请选择是哪方面的事")
    assert he.page.evaluate("document.activeElement.className") == "err"
    assert he.page.input_value("[name=request]") == "想请妇联说合"
    he.writes()
    he.page.fill("[name=phone]", "12")
    he.page.click(".foot button")
    he.reads("请填写 11 位手机号")
    assert he.items() == []
    he.page.click("text='返回第 1 步'")
    assert he.page.input_value("[name=facts]") and he.page.is_visible("[name=facts]")

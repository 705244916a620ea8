"""Takes the console through Chromium. Called by script/check-console: ADDRESS FOLDER, password in PASSWORD."""

import os
import sys

from playwright.sync_api import sync_playwright

address, shots = sys.argv[1], sys.argv[2]
faults = []

# Labels, names of controls, headings, contrast (WCAG 2.2: 4.5 to 1, 3 to 1 for large text), size of targets, width.
CHECKS = """() => {
  const faults = [];
  const name = (e) => (e.getAttribute('aria-label') || e.textContent || e.title || '').trim();
  for (const e of document.querySelectorAll('input:not([type=hidden]), select, textarea'))
    if (!e.labels.length && !e.getAttribute('aria-label')) faults.push('no label: ' + e.name);
  for (const e of document.querySelectorAll('a, button, summary'))
    if (!name(e)) faults.push('no name: ' + e.outerHTML.slice(0, 80));
  if (document.querySelectorAll('h1').length !== 1) faults.push('not one h1');
  if (!document.documentElement.lang) faults.push('no language');
  for (const e of document.querySelectorAll('svg[role=img], [role=img]'))
    if (!e.getAttribute('aria-label')) faults.push('picture without words');
  const ids = [...document.querySelectorAll('[id]')].map(e => e.id);
  ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => faults.push('id twice: ' + id));
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = (c) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data; };
  const light = (c) => { const f = [0, 1, 2].map(i => { const v = c[i] / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * f[0] + 0.7152 * f[1] + 0.0722 * f[2]; };
  const behind = (e) => { for (; e; e = e.parentElement) {
    const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; }
    return matchMedia('(prefers-color-scheme: dark)').matches ? [20, 24, 28] : [255, 255, 255]; };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  for (let n; (n = walker.nextNode());) {
    const e = n.parentElement;
    if (!n.textContent.trim() || seen.has(e) || e.closest('svg, option, dialog:not([open])')) continue;
    seen.add(e);
    const s = getComputedStyle(e);
    if (s.visibility === 'hidden' || !e.getClientRects().length) continue;
    const [a, b] = [light(rgba(s.color)), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(s.fontSize);
    const least = size >= 24 || (size >= 18.66 && parseInt(s.fontWeight) >= 700) ? 3 : 4.5;
    if (ratio < least) faults.push('contrast ' + ratio.toFixed(2) + ': ' + e.tagName + '.' + e.className);
  }
  for (const e of document.querySelectorAll('button, input:not([type=hidden]), select, textarea')) {
    const r = e.getBoundingClientRect();
    if (r.width && (r.width < 24 || r.height < 24)) faults.push('small target: ' + e.outerHTML.slice(0, 80));
  }
  if (document.documentElement.scrollWidth > innerWidth + 1) faults.push('wider than the window');
  return [...new Set(faults)];
}"""


def check(page, name):
    page.screenshot(path=f"{shots}/{name}.png", full_page=True)
    faults.extend(f"{name}: {fault}" for fault in page.evaluate(CHECKS))


def focus_order(page, name):
    """Tab goes from the skip link on through the page, forwards, and each stop can be seen."""
    page.evaluate("document.activeElement.blur()")
    last = -1
    for stop in range(12):
        page.keyboard.press("Tab")
        place, outline, text = page.evaluate(
            """() => { const all = [...document.querySelectorAll('a, button, input, select, [tabindex], summary')];
            const e = document.activeElement; const s = getComputedStyle(e);
            return [all.indexOf(e), s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2, e.textContent.trim().slice(0, 20)]; }"""
        )
        if place < 0:
            break
        if place <= last:
            faults.append(f"{name}: the focus goes back at stop {stop} ({text})")
        if not outline:
            faults.append(f"{name}: the focus cannot be seen at stop {stop} ({text})")
        last = place


def sign_in(page, role):
    page.goto(address + "/")
    page.fill("#sign-in-name", f"test-{role}")
    page.fill("#sign-in-password", os.environ["PASSWORD"])
    page.click("text=Sign in >> nth=-1")
    page.wait_for_selector("h1:has-text('Alarm board')")


def fill(page, form, fields):
    for name, value in fields.items():
        page.fill(f"#{form}-{name}", value)


def walk_notices(page, look, tag, script):
    """A lead's way through reports, orders, events, figures, statements, retention and exposure."""
    sign_in(page, "lead")
    page.goto(address + "/reports/new")
    page.select_option("#report-kind", "hashtag")
    fill(page, "report", {"platform": "", "subject": "#lanterns", "reporter": f"r-{tag}", "language": "fr"})
    page.click("text=Take the notice")
    page.wait_for_selector("text=The notice was taken.")
    lines = "".join(f"post,x,{n % 3},hate,{tag}-{n},2023-11-14T22:{n % 10:02}:00Z\n" for n in range(40))
    fill(page, "report-file", {"csv": "kind,platform,subject,reason,reporter,time\n" + lines + "post,x,1,no,r,2023\n"})
    page.click("text=Import")
    page.wait_for_selector("text=1 line could not be taken.")
    look(page, f"{tag}-a1-import")
    page.goto(address + "/reports")
    look(page, f"{tag}-a2-reports")
    if script:
        focus_order(page, f"{tag}-a2-reports")
    page.click("#reports-rows a >> nth=0")
    page.wait_for_selector("text=Uphold")
    look(page, f"{tag}-a3-report")
    page.goto(address + "/reports/campaigns?from=2023-11-01&until=2023-12-01")
    look(page, f"{tag}-a4-campaigns")
    for name, start in (("Parade", "2025-05-14T18:00"), ("Second parade", "2025-05-15T18:00")):
        page.goto(address + "/events")
        fill(page, "event", {"name": f"{name} {tag}", "start": start, "place": "Port Meridian", "tags": "#PortMeridian #LightForMeridian"})
        page.click("text=Make the event")
        page.wait_for_selector("h2:has-text('Change the event')")
    look(page, f"{tag}-b1-event")
    if script:
        focus_order(page, f"{tag}-b1-event")
    page.goto(address + "/events")
    look(page, f"{tag}-b2-events")
    page.goto(address + "/events/compare?a=1&b=2")
    look(page, f"{tag}-b3-compare")
    for path, name in (
        ("/removal-orders", "c1-orders"), ("/figures?from=2023-11-01&until=2023-12-01", "c2-figures"),
        ("/figures/transparency", "c3-transparency"), ("/statements", "c4-statements"),
        ("/retention", "c5-retention"), ("/exposure", "c6-exposure"),
    ):
        page.goto(address + path)
        look(page, f"{tag}-{name}")
        if script:
            focus_order(page, f"{tag}-{name}")
    page.click("text=Sign out")
    page.wait_for_selector("#sign-in-name")
    sign_in(page, "admin")
    page.goto(address + "/retention")
    look(page, f"{tag}-c7-purge")
    page.click("text=Sign out")
    page.wait_for_selector("#sign-in-name")


def queue(page):
    """A queue, which a lead makes."""
    sign_in(page, "lead")
    page.goto(address + "/queues")
    page.fill("#queue-name", "threats")
    page.fill("#queue-minutes", "20")
    page.click("text=Save the queue")
    page.wait_for_selector("text=It was saved.")
    sign_out(page)


def sign_out(page):
    page.click("text=Sign out")
    page.wait_for_selector("#sign-in-name")


def press(page, keys):
    page.evaluate("document.activeElement.blur()")
    for key in keys:
        page.keyboard.press(key)


def casework(browser, scheme, width, tag):
    """One case, from the alarm to the appeal: by mouse in one person's hands, by keys in the other's."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
    page = context.new_page()
    heard = lambda m: m.type in ("error", "warning") and "422" not in m.text
    page.on("console", lambda m: faults.append(f"{tag}: console: {m.text}") if heard(m) else None)
    page.on("pageerror", lambda e: faults.append(f"{tag}: error: {e}"))
    # A form that is refused is 422: that is looked at below.
    page.on("response", lambda r: faults.append(f"{tag}: {r.status} {r.url}") if r.status >= 400 and r.status != 422 else None)

    # From an alarm to a case, claimed and decided.
    sign_in(page, "reviewer")
    page.click("#alarms-rows a[href^='/candidates/'] >> nth=0")
    page.click("#members-rows a >> nth=0")
    page.wait_for_selector("#open-case")
    page.click("text=Open a case")
    page.wait_for_selector("h1:has-text('Case ')")
    case = page.url.split("?")[0]
    number = case.rsplit("/", 1)[1]
    check(page, f"{tag}-case-1-open")
    focus_order(page, f"{tag}-case-1-open")
    press(page, "c")
    page.wait_for_selector("text=You hold the case now.")
    press(page, "d")
    page.wait_for_selector("#decision")
    page.select_option("#decision-ground", "legal")
    page.fill("#decision-jurisdiction", "EU")
    page.check("#decision-measure-removal")
    page.fill("#decision-reasons", "It incites to violence.")
    page.click("text=Record the decision")
    page.wait_for_selector("#decision-facts-wrong")
    if page.input_value("#decision-reasons") != "It incites to violence.":
        faults.append(f"{tag}: what was typed is lost")
    check(page, f"{tag}-case-2-refused")
    page.fill("#decision-provision", "Regulation (EU) 2021/784, Article 2(7)")
    page.fill("#decision-facts", "The text calls for harm at a parade.")
    page.select_option("#decision-category", "STATEMENT_CATEGORY_VIOLENCE")
    page.click("text=Record the decision")
    page.wait_for_selector("text=The decision was recorded.")
    check(page, f"{tag}-case-3-decided")
    press(page, "u")
    if not page.evaluate("document.activeElement.name === 'why'"):
        faults.append(f"{tag}: u does not lead to undoing")
    puid = page.inner_text("#decisions-rows tr:last-child td:last-child bdi")

    # The person concerned appeals.
    press(page, "ga")
    page.wait_for_selector("#appeal-decision")
    page.fill("#appeal-decision", puid)
    page.fill("#appeal-text", "It was a song.")
    page.click("text=Receive the appeal")
    page.wait_for_selector("text=The appeal was received.")
    check(page, f"{tag}-case-4-appeals")
    page.click("#appeals-rows tr:last-child a")
    page.wait_for_selector("text=You do not decide this appeal.")
    sign_out(page)

    # Another person decides it, by keys alone.
    sign_in(page, "lead")
    press(page, "ga")
    page.wait_for_selector("#appeals-rows")
    press(page, "k")
    page.keyboard.press("Enter")
    page.wait_for_selector("#appeal-outcome")
    check(page, f"{tag}-case-5-appeal")
    page.focus("#appeal-outcome")
    page.keyboard.press("ArrowDown")
    while page.evaluate("document.activeElement.id") != "appeal-reasons":
        page.keyboard.press("Tab")
    page.keyboard.type("It is a song about lanterns.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=The decision was reversed")
    check(page, f"{tag}-case-6-reversed")
    page.goto(case)
    with page.expect_download() as download:
        page.click("#decisions-foot a:has-text('As CSV')")
    lines = open(download.value.path(), encoding="utf-8").read().strip().split("\n")
    if len(lines) < 3:
        faults.append(f"{tag}: the case's decisions as CSV have {len(lines)} lines")

    # The lead's other pages, with cases to tick.
    for row in (1, 2):
        page.goto(address + f"/accounts/{2 * int(number) + row}")
        page.wait_for_selector("#open-case")
        page.click("text=Open a case")
        page.wait_for_selector("h1:has-text('Case ')")
    press(page, "gq")
    page.wait_for_selector("#queues-rows")
    check(page, f"{tag}-case-7-queues")
    page.click("#queues-rows a >> nth=0")
    page.wait_for_selector("#cases-rows")
    for box in page.query_selector_all("#cases-rows input[type=checkbox]"):
        box.check()
    check(page, f"{tag}-case-8-queue")
    page.click("text=Decide on those that are ticked")
    page.wait_for_selector("#bulk-reasons")
    page.fill("#bulk-reasons", "It is news.")
    check(page, f"{tag}-case-9-bulk")
    page.click("#bulk button")
    page.wait_for_selector("text=decisions recorded")
    check(page, f"{tag}-case-10-bulk-done")
    page.fill("#undo-why", "It was an exercise.")
    press(page, "u")
    page.wait_for_selector("text=decisions undone")
    for path in ("/second-reviews", "/golden-cases", "/policy", "/candidates/1"):
        page.goto(address + path)
        check(page, f"{tag}-case-{path[1:].replace('/', '-')}")
    press(page, "gq")
    page.wait_for_selector("[data-key=n]")
    press(page, "n")
    page.wait_for_selector("text=You hold the case now.")
    sign_out(page)
    context.close()


def walk(browser, scheme, width, tag, script=True):
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 900}, java_script_enabled=script
    )
    page = context.new_page()
    page.on("console", lambda m: faults.append(f"{tag}: console: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: faults.append(f"{tag}: error: {e}"))
    page.on("response", lambda r: faults.append(f"{tag}: {r.status} {r.url}") if r.status >= 400 else None)
    look = check if script else (lambda page, name: page.screenshot(path=f"{shots}/{name}.png", full_page=True))
    page.goto(address + "/sign-in")
    look(page, f"{tag}-1-sign-in")
    sign_in(page, "reviewer")
    look(page, f"{tag}-2-board")
    if script:
        focus_order(page, f"{tag}-2-board")
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("j")
        focused = page.evaluate("!!document.activeElement.closest('[data-row]')")
        if not focused:
            faults.append(f"{tag}: j reaches no row")
        page.keyboard.press("?")
        if not page.evaluate("document.getElementById('keys').open"):
            faults.append(f"{tag}: ? shows no keys")
        page.screenshot(path=f"{shots}/{tag}-3-keys.png")
        page.keyboard.press("Escape")
    page.click("#alarms-rows a[href^='/candidates'] >> nth=0")
    page.wait_for_selector("h2:has-text('Members')")
    look(page, f"{tag}-4-candidate")
    if script and page.query_selector("#members-foot .more"):
        before = page.locator("#members-rows tr").count()
        page.click("#members-foot .more")
        page.wait_for_function(f"document.querySelectorAll('#members-rows tr').length > {before}")
    shown = page.locator(".folded button").count()
    page.click(".folded button >> nth=0")
    page.wait_for_selector("blockquote")
    if not script and "/unfold" not in page.url:
        faults.append(f"{tag}: without JavaScript unfolding is no page")
    if script and page.locator(".folded button").count() != shown - 1:
        faults.append(f"{tag}: unfolding changed more than one post")
    look(page, f"{tag}-5-unfolded")
    page.goto(address + "/search?q=the")
    page.wait_for_selector("#search-q")
    look(page, f"{tag}-6-search")
    page.goto(address + "/search?q=ha*&in=accounts")
    page.goto(address + "/")
    page.click("#alarms-rows a[href^='/candidates'] >> nth=0")
    page.click("#members-rows a >> nth=0")
    page.wait_for_selector("h2:has-text('Related accounts')")
    look(page, f"{tag}-7-account")
    page.goto(address + "/runs/1")
    look(page, f"{tag}-8-run")
    page.goto(address + "/settings")
    look(page, f"{tag}-9-settings")
    page.click("text=Sign out")
    page.wait_for_selector("#sign-in-name")
    walk_notices(page, look, tag, script)
    if script:
        for role, path in (("auditor", "/audit"), ("admin", "/users"), ("lead", "/settings")):
            sign_in(page, role)
            page.goto(address + path)
            look(page, f"{tag}-{role}")
            page.click("text=Sign out")
            page.wait_for_selector("#sign-in-name")
        packages(page, tag)
    context.close()


def packages(page, tag):
    """False alarms, threats, assets; a package asked for by a reviewer, released and downloaded by a lead."""
    sign_in(page, "reviewer")
    if not page.query_selector("#ring .ring"):
        faults.append(f"{tag}: no false alarm rings on the board")
    for path in ("false-alarms", "threats", "assets", "escalations"):
        page.goto(f"{address}/{path}")
        check(page, f"{tag}-{path}")
    page.goto(address + "/cases/1/escalate")
    check(page, f"{tag}-escalate")
    page.check("input[type=checkbox] >> nth=0")
    for name, text in (("offence", "Threat"), ("suspicion", "It names an hour."), ("authority", "Police")):
        page.fill(f"#escalate-{name}", text)
    page.fill("#escalate-locating", "x account l0")
    page.click("text=Ask for the package")
    page.wait_for_selector("h2:has-text('What leads to the accounts')")
    package = page.url
    page.goto(address + "/cases/1/judgement")
    for box in page.query_selector_all("select"):
        box.select_option("unknown")
    page.click("button:has-text('Record')")
    page.wait_for_selector("#proximal")
    check(page, f"{tag}-judgement")
    page.click("text=Sign out")
    page.wait_for_selector("#sign-in-name")
    sign_in(page, "lead")
    page.goto(package)
    check(page, f"{tag}-release")
    page.select_option("#decide-decision", "release")
    page.click("main button:has-text('Decide')")
    page.wait_for_selector("text=Download the signed package")
    with page.expect_download() as download:
        page.click("text=Download the signed package")
    if not download.value.suggested_filename.endswith(".zip"):
        faults.append(f"{tag}: the package is no archive")
    page.goto(package)
    check(page, f"{tag}-released")
    page.goto(address + "/assets")
    page.fill("#asset-id", f"hall-{tag}")
    page.fill("#asset-name", "Lantern Hall")
    page.select_option("#asset-kind", "place")
    page.click("button:has-text('Add')")
    page.wait_for_selector(f"text=hall-{tag}")
    check(page, f"{tag}-assets-lead")
    page.click("text=Sign out")
    page.wait_for_selector("#sign-in-name")


# Of an image: its own size, whether a pixel has a colour, and the greatest step between two neighbours in a row.
PIXELS = """(image) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
  const paper = canvas.getContext('2d');
  paper.drawImage(image, 0, 0);
  const data = paper.getImageData(0, 0, canvas.width, canvas.height).data;
  let [colour, step] = [0, 0];
  for (let i = 0; i < data.length; i += 4) {
    colour = Math.max(colour, Math.abs(data[i] - data[i + 1]), Math.abs(data[i] - data[i + 2]));
    if ((i / 4) % canvas.width) step = Math.max(step, Math.abs(data[i] - data[i - 4]));
  }
  return [canvas.width, canvas.height, colour, step];
}"""


def are_blurred(page, tag):
    """How many pictures the page shows blurred; each must be small, grey and without an edge, none sharp."""
    page.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth)")
    for image in page.query_selector_all("img.blurred"):
        width, height, colour, step = image.evaluate(PIXELS)
        if (width, height) != (64, 64) or colour or step > 25:
            faults.append(f"{tag}: a picture is not grey and blurred: {width}x{height}, colour {colour}, step {step}")
    return page.locator("img.blurred").count()


def pictures(browser, scheme, width, tag, script=True):
    """Pictures in a case's evidence, on a post's, an account's and a candidate's page."""
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, java_script_enabled=script)
    page = context.new_page()
    page.on("console", lambda m: faults.append(f"{tag}: console: {m.text}") if m.type in ("error", "warning") else None)
    page.on("response", lambda r: faults.append(f"{tag}: {r.status} {r.url}") if r.status >= 400 else None)
    look = check if script else (lambda page, name: page.screenshot(path=f"{shots}/{name}.png", full_page=True))
    sign_in(page, "reviewer")
    page.goto(address + "/cases/1")
    if script and are_blurred(page, f"{tag}-case") != 3:
        faults.append(f"{tag}: the case does not show its three pictures blurred")
    if page.locator("img.sharp").count():
        faults.append(f"{tag}: a picture is sharp that nobody asked for")
    page.wait_for_selector("text=Its SHA-256 is not known")
    look(page, f"{tag}-d1-case")
    page.click(".media button >> nth=0")
    page.wait_for_selector("img.sharp")
    if script:
        page.wait_for_function("document.querySelector('img.sharp').naturalWidth === 640")
        _, _, colour, step = page.query_selector("img.sharp").evaluate(PIXELS)
        if colour < 60 or step < 60:
            faults.append(f"{tag}: a picture that was asked for is not sharp: colour {colour}, step {step}")
        if page.url != address + "/cases/1" or are_blurred(page, tag) != 2:
            faults.append(f"{tag}: asking for a picture changed more than that picture")
        page.click(".folded button >> nth=-1")
        page.wait_for_selector("blockquote[dir=auto]")
        if page.evaluate("getComputedStyle(document.querySelector('blockquote')).direction") != "rtl":
            faults.append(f"{tag}: Arabic does not stand from right to left")
        if not page.query_selector("img.sharp") or page.locator("img.blurred").count() != 2:
            faults.append(f"{tag}: unfolding a text changed the pictures")
        focus_order(page, f"{tag}-d2-asked")
        page.click("summary:has-text('Hide it')")
        if page.is_visible("img.sharp"):
            faults.append(f"{tag}: a sharp picture cannot be hidden again")
        page.click("summary:has-text('Hide it')")
    elif page.query_selector("#open-case"):
        faults.append(f"{tag}: without JavaScript the picture's page has more than the picture")
    look(page, f"{tag}-d2-asked")
    page.goto(address + "/cases/1")
    page.click(".post .when >> nth=1")
    page.wait_for_selector("h2:has-text('Pictures and videos')")
    page.click(".folded button")
    page.wait_for_selector("blockquote")
    if script and are_blurred(page, f"{tag}-post") != 1:
        faults.append(f"{tag}: the post's page does not show its picture blurred")
    look(page, f"{tag}-d3-post")
    found = {"candidates": False, "accounts": False}
    page.goto(address + "/candidates")
    for link in [a.get_attribute("href") for a in page.query_selector_all("#candidates-rows a[href^='/candidates/']")]:
        page.goto(address + link)
        account = page.get_attribute("#members-rows a >> nth=0", "href")
        for kind, place in (("candidates", link), ("accounts", account)):
            page.goto(address + place)
            if not found[kind] and page.locator("img.blurred").count():
                found[kind] = True
                if script:
                    are_blurred(page, f"{tag}-{kind}")
                look(page, f"{tag}-d4-{kind}")
    faults.extend(f"{tag}: none of the {kind} shows a picture" for kind, is_found in found.items() if not is_found)
    sign_out(page)
    context.close()


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    first = browser.new_page()
    queue(first)
    first.close()
    casework(browser, "light", 1280, "light")
    casework(browser, "dark", 390, "night")
    pictures(browser, "light", 1280, "light")
    pictures(browser, "dark", 1280, "dark")
    pictures(browser, "dark", 390, "night")
    pictures(browser, "light", 1280, "plain", script=False)
    walk(browser, "light", 1280, "light")
    walk(browser, "dark", 1280, "dark")
    walk(browser, "light", 390, "phone")
    walk(browser, "light", 1280, "plain", script=False)
    browser.close()

for fault in sorted(set(faults)):
    print(fault)
print(f"{len(set(faults))} faults; screenshots in {shots}")
sys.exit(1 if faults else 0)

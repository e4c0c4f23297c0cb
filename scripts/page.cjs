// Drives the editor's page in Chromium. Usage: node page.cjs FOLDER NAME...
"use strict";
const assert = require("node:assert");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { chromium } = require("playwright-core");
const axe = require("axe-core");

const [folder, ...names] = process.argv.slice(2);
const flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--no-first-run"];

async function open(browser, name, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const trouble = [];
  page.on("console", (message) => { if (message.type() === "error") trouble.push(message.text()); });
  page.on("pageerror", (error) => trouble.push(String(error)));
  page.on("dialog", (dialog) => { trouble.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => {
    if (!request.url().startsWith("file:")) trouble.push(`request ${request.url()}`);
  });
  await page.goto(pathToFileURL(path.join(folder, `${name}.html`)).href);
  return { context, page, trouble };
}

async function filters(page) {
  const cards = await page.locator(".card").count();
  assert.ok(cards > 0, "there are findings");
  assert.ok(await page.locator("#filter").isVisible(), "the filter shows");
  const rule = await page.locator(".card").first().getAttribute("data-rule");
  await page.selectOption("#filter [name=rule]", rule);
  const shown = await page.locator(".card:visible").count();
  const meant = await page.locator(`.card[data-rule="${rule}"]`).count();
  assert.strictEqual(shown, meant, "filtering by rule shows that rule's findings");
  await page.selectOption("#filter [name=rule]", "");
  const question = await page.locator(".card h3").last().textContent();
  await page.fill("#filter [name=q]", question.toUpperCase());
  assert.ok(await page.locator(".card:visible").count() >= 1, "search finds a question");
  await page.fill("#filter [name=q]", "no finding says this");
  assert.strictEqual(await page.locator(".card:visible").count(), 0, "search hides the others");
  // A link to a hidden card shows it again.
  const id = await page.locator(".card").last().getAttribute("id");
  await page.evaluate((id) => { location.hash = id; }, id);
  await page.locator(`#${id}`).waitFor({ state: "visible" });
  // Every link within the page has a target.
  const broken = await page.evaluate(() => [...document.querySelectorAll("a[href^='#']")]
    .map((a) => decodeURIComponent(a.getAttribute("href").slice(1))).filter((id) => !document.getElementById(id)));
  assert.deepStrictEqual(broken, [], "links have targets");
}

async function accessible(page, name) {
  await page.addScriptTag({ content: axe.source });
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const serious = result.violations.filter((found) => ["serious", "critical"].includes(found.impact));
  assert.deepStrictEqual(serious.map((found) => `${found.id}: ${found.nodes[0].html}`), [], `${name}: axe-core`);
}

async function main() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: flags });
  for (const name of names) {
    for (const colorScheme of ["light", "dark"]) {
      const { context, page, trouble } = await open(browser, name, { colorScheme });
      await accessible(page, `${name}, ${colorScheme}`);
      await filters(page);
      assert.deepStrictEqual(trouble, [], name);
      await context.close();
    }
    for (const width of [1280, 768, 390]) {
      const { context, page } = await open(browser, name, { viewport: { width, height: 900 } });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 1, `${name}: ${wide} pixels too wide at ${width}`);
      await context.close();
    }
    const { context, page, trouble } = await open(browser, name, { javaScriptEnabled: false });
    assert.ok(await page.locator(".card").first().isVisible(), `${name}: reads without scripts`);
    assert.ok(!(await page.locator("#filter").isVisible()), `${name}: no dead filter without scripts`);
    assert.deepStrictEqual(trouble, [], name);
    await context.close();
  }
  await browser.close();
}

main().catch((error) => { console.error(error); process.exit(1); });

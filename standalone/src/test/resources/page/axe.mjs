// axe-core in both themes and three sizes, and the screenshots: node axe.mjs BASE FOLDER [--put]
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { axePath, base, check, control, lanes, live, out, run, scenario, send, SIZES, until, waitMs } from './browser.mjs';

await run(async (open) => {
  await scenario('axe');
  await fill();
  for (const [size, dimensions] of Object.entries(SIZES)) {
    for (const dark of [false, true]) {
      const page = await open({ size: dimensions, dark });
      await page.goto(control);
      await live(page);
      await until('requests are in the list', async () => (await page.getByRole('row').count()) > 3);
      await axe(page, size + (dark ? ', dark' : ', light') + ', at first');
      await lanes(page).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Theme' }).focus();
      await waitMs(800);
      await axe(page, size + (dark ? ', dark' : ', light') + ', a server and a request open');
      await page.evaluate(() => document.activeElement.blur());
      await page.mouse.move(0, 0);
      await waitMs(200);
      await page.screenshot({ path: join(out, 'page-' + size + (dark ? '-dark' : '') + '.png'), fullPage: size === 'narrow' });
      await page.keyboard.press('?');
      await axe(page, size + (dark ? ', dark' : ', light') + ', the keys');
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      check(wide <= 0, 'at ' + size + ' the page is wider than the window by ' + wide + ' px');
      await page.close();
    }
  }
  await send('PUT', 'clock', { frozen: false });
});

// Some minutes of a client that polls.
async function fill() {
  await send('PUT', 'clock', { frozen: true });
  const ask = (path) => fetch(base + path).then((r) => r.text(), () => null);
  for (let i = 0; i < 30; i++) {
    await ask('/as/web1/v1/automation_status');
    if (i % 3 === 0) await ask('/as/web1/v1/gateway_ip');
    if (i % 5 === 0) await ask('/as/web2/v1/automation_status');
    if (i % 6 === 0) await ask('/as/nobody/v1/automation_status');
    if (i === 20) for (let k = 0; k < 34; k++) await ask('/as/web2/v1/gateway_ip');
    await send('POST', 'clock/advance', { by: '7s' });
  }
}

async function axe(page, where) {
  await page.evaluate(readFileSync(axePath(), 'utf8'));
  const violations = await page.evaluate(async () => (await window.axe.run(document)).violations
    .map((v) => v.id + ': ' + v.help + ' (' + v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join('; ') + ')'));
  check(violations.length === 0, 'axe, ' + where + ': ' + violations.join(' | '));
}

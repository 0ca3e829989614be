// Markup in names, 300 characters, 6,000 steps, times years apart: node hostile.mjs BASE FOLDER [--put]
import { request } from 'node:http';
import { join } from 'node:path';
import { base, check, control, lanes, live, out, run, scenario, send, SIZES, told, until, waitMs } from './browser.mjs';

await run(async (open) => {
  await scenario('hostile');
  if (process.argv.includes('--put')) {
    await send('POST', 'clock/advance', { by: '12000s' });
    await send('POST', 'clock/advance', { by: '87600h' });
  }
  const { hostname, port } = new URL(base);
  await new Promise((resolve, reject) => {
    request({ hostname, port, path: '/v1/<script>window.pwned=1</script><img/onerror=window.pwned=1>', headers: { 'X-Hostile': '<script>window.pwned=1</script>', 'User-Agent': '"><img src=x onerror=window.pwned=1>' } },
      (response) => response.resume().on('end', resolve)).on('error', reject).end();
  });
  for (const [size, dimensions] of Object.entries(SIZES)) {
    const page = await open({ size: dimensions });
    await page.goto(control);
    await live(page);
    const list = page.getByRole('grid', { name: /Requests/ });
    await until('the request is in the list', async () => (await list.getByRole('row').count()) > 1);
    await list.getByRole('row').nth(1).getByRole('gridcell').first().click();
    const detail = page.getByRole('region', { name: 'Request', exact: true });
    await until('the headers are text', async () => (await detail.textContent()).includes('<script>window.pwned=1</script>'));

    await lanes(page).focus();
    const names = [];
    for (let i = 0; i < 60; i++) {
      await page.keyboard.press('ArrowDown');
      const words = await told(page);
      if (names[names.length - 1] === words) break;
      names.push(words);
      await page.keyboard.press('Home');
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
      await waitMs(30);
    }
    check(names.length > 0, 'no lane is told');
    for (const axis of ['Real time', 'Order', 'Mock time']) {
      await page.getByRole('radio', { name: axis }).check();
      await page.keyboard.press('+');
      await page.keyboard.press('f');
      await waitMs(100);
    }
    check(!(await page.evaluate(() => window.pwned)), 'a script of the scenario ran');
    check((await page.locator('.app script, .app img').count()) === 0, 'markup of the scenario became elements');
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    check(wide <= 0, 'at ' + size + ' the page is wider than the window by ' + wide + ' px');
    await waitMs(200);
    await page.screenshot({ path: join(out, 'page-hostile-' + size + '.png'), fullPage: size === 'narrow' });
    await page.close();
  }
});

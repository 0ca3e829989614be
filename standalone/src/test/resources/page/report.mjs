// The report of a failed test: node report.mjs - FOLDER FILE [FRAGMENT]
// FRAGMENT is that of the failure's message, such as web1@+4m12s.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { axePath, check, lanes, out, run, SIZES, told, until, waitMs } from './browser.mjs';

const file = resolve(process.argv[4]);
const fragment = process.argv[5] || 'web1@+4m12s';
const [server, moment] = fragment.split('@+');

function seconds(text) {
  const units = { h: 3600, m: 60, s: 1, ms: 0.001 };
  let sum = 0;
  for (const [, value, unit] of text.matchAll(/([\d.]+)(ms|h|m|s)/g)) sum += value * units[unit];
  return sum;
}

await run(async (open) => {
  for (const [size, dimensions] of Object.entries(SIZES)) {
    const page = await open({ size: dimensions });
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(file).href + '#' + fragment);
    await until('the script shows the picture', () => lanes(page).isVisible());
    check(!(await page.locator('#static').isVisible()), 'the static picture is still there');
    const pane = page.getByRole('region', { name: 'Server' });
    await until('the report opens at ' + server, () => pane.getByRole('heading', { name: server }).isVisible());
    const view = await until('the fragment tells the view', async () => /view=([-\d.]+)_([-\d.]+)/.exec(await page.evaluate(() => location.hash)));
    check(Math.abs((Number(view[1]) + Number(view[2])) / 2 - seconds(moment)) < 0.01, 'the report does not open at +' + moment);
    check((await page.getByRole('button', { name: /Freeze|Reset|Break it|Jump|Restart/ }).count()) === 0, 'the report offers commands');
    check(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('data:')).length === 0, 'the report asks ' + asked[1]);
    check(asked.length === 1, 'the report loads more than itself: ' + asked[1]);
    await page.evaluate(readFileSync(axePath(), 'utf8'));
    const violations = await page.evaluate(async () => (await window.axe.run(document)).violations.map((v) => v.id + ' ' + v.nodes[0].target.join(' ')));
    check(violations.length === 0, 'axe, report, ' + size + ': ' + violations.join(' | '));
    await waitMs(200);
    await page.screenshot({ path: join(out, 'report-' + size + '.png'), fullPage: size === 'narrow' });

    await lanes(page).focus();
    await page.keyboard.press('End');
    check((await told(page)).startsWith(server + '.'), 'the keys do not work in the report');
    await page.keyboard.press('/');
    await page.keyboard.type('status:403');
    await until('the filter works in the report', async () => / of /.test(await page.getByRole('search').textContent()));
    await page.close();
  }
  await asJenkins(open);
});

// Jenkins' default policy for archived files forbids scripts and style sheets in the page.
async function asJenkins(open) {
  const http = createServer((request, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': "sandbox; default-src 'none'; img-src 'self'; style-src 'self'" });
    response.end(readFileSync(file));
  });
  await new Promise((done) => http.listen(0, '127.0.0.1', done));
  try {
    for (const [size, dimensions] of Object.entries(SIZES)) {
      const page = await open({ size: dimensions, allow: /Content Security Policy|sandboxed|policy violation|favicon/ });
      await page.goto('http://127.0.0.1:' + http.address().port + '/report.html#' + fragment);
      const picture = page.locator('#static');
      check(await picture.isVisible(), 'under the policy of Jenkins the static picture is not visible');
      check(await picture.locator('svg').first().isVisible(), 'under the policy of Jenkins there is no picture');
      check((await lanes(page).count()) === 0, 'a script ran under the policy of Jenkins');
      await page.screenshot({ path: join(out, 'report-jenkins-' + size + '.png'), fullPage: size === 'narrow' });
      await page.close();
    }
  } finally {
    http.close();
    http.closeAllConnections();
  }
}

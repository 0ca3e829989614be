// A person looks at the page, and changes the mock: node person.mjs BASE FOLDER [--put]
// The scenario is `person` of scenarios.mjs.
import { base, check, control, lanes, live, run, scenario, send, told, until } from './browser.mjs';

await run(async (open) => {
  await scenario('person');
  const page = await open();
  await page.goto(control);
  await live(page);
  await page.getByRole('button', { name: 'Freeze' }).click();
  await until('Freeze freezes', async () => (await (await fetch(control + 'clock')).json()).frozen, 1000);
  await until('the page shows Resume', () => page.getByRole('button', { name: 'Resume' }).isVisible(), 1000);

  const poll = () => fetch(base + '/as/web1/v1/automation_status').then((r) => r.text());
  await lanes(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const pane = page.getByRole('region', { name: 'Server' });
  await until('Enter opens web1', () => pane.getByRole('heading', { name: 'web1' }).isVisible(), 1000);

  let changes = 0;
  for (let status = await poll(); status !== 'DEPLOYED'; status = await poll()) {
    check(++changes < 20, 'web1 is not DEPLOYED after 20 changes');
    await page.getByRole('button', { name: 'Next change' }).click();
    const now = await until('the next change comes', async () => {
      const server = await (await fetch(control + 'servers/web1')).json();
      return server.step && server;
    }, 1000);
    await until('the page shows the step ' + now.step, async () => {
      const text = await pane.textContent();
      const server = await (await fetch(control + 'servers/web1')).json();
      return text.includes('step ' + server.step) && text.includes(server.known === false ? 'unknown' : server.status);
    }, 1000);
  }
  check(changes > 0, 'web1 was DEPLOYED from the start');

  const list = page.getByRole('grid', { name: /Requests/ });
  await until('the last answer is in the list', async () => (await list.getByRole('row').nth(1).textContent()).includes('DEPLOYED'), 1000);

  // A signal of another server.
  await page.getByRole('textbox', { name: 'Filter' }).fill('server:web2');
  await lanes(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const signal = pane.getByRole('button', { name: 'Signal rebuild' });
  await until('the signal has a button', () => signal.isVisible(), 2000);
  await signal.click();
  await until('the signal begins a step within a second', async () => (await pane.textContent()).includes('DEPLOYING'), 1000);

  // A 403 with its reason.
  for (let i = 0; i < 31; i++) await poll();
  await page.getByRole('textbox', { name: 'Filter' }).fill('status:403');
  const refused = list.getByRole('row').filter({ hasText: '403' }).first();
  await until('the 403 is in the list', () => refused.isVisible(), 1000);
  check((await refused.textContent()).includes('rate-limited; limit='), 'the 403 has no reason in its row');
  await refused.getByRole('gridcell').first().click();
  const detail = page.getByRole('region', { name: 'Request', exact: true });
  await until('the request opens with its headers', async () => /user-agent/i.test(await detail.textContent()), 2000);
  await detail.getByRole('button', { name: 'rate-limited' }).click();
  check((await page.getByRole('textbox', { name: 'Filter' }).inputValue()) === 'status:403 reason:rate-limited', 'a click on a value does not add it to the filter');
  await until('the fragment has the filter', async () => page.url().includes('q=status%3A403%20reason%3Arate-limited'), 1000);

  // A link shows the same.
  const other = await open();
  await other.goto(page.url());
  await live(other);
  check((await other.getByRole('textbox', { name: 'Filter' }).inputValue()) === 'status:403 reason:rate-limited', 'a link does not keep the filter');
  await until('a link opens the same request', () => other.getByRole('region', { name: 'Request', exact: true }).isVisible(), 2000);

  await byKeys(page);
  await breakIt(page);
  await send('PUT', 'clock', { frozen: false });
});

// The keyboard alone.
async function byKeys(page) {
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Fit' }).focus();
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await until('? lists the keys', () => dialog.isVisible(), 1000);
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('server:web1');
  await page.keyboard.press('Escape');
  check(await lanes(page).evaluate((e) => e === document.activeElement), 'Escape in the filter does not lead to the lanes');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  check(/^web1\./.test(await told(page)), 'the first event of the lane is not told: ' + (await told(page)));
  const first = await told(page);
  await page.keyboard.press('.');
  check((await told(page)) !== first, 'the key . does not go on');
  await page.keyboard.press(',');
  check((await told(page)) === first, 'the key , does not go back');
  await page.keyboard.press('End');
  check(/403/.test(await told(page)) && /rate-limited/.test(await told(page)), 'the last request is not told in words: ' + (await told(page)));
  await page.keyboard.press('s');
  await page.keyboard.press('Home');
  await page.keyboard.press('s');
  await until('two presses of s select a stretch', () => page.getByRole('button', { name: 'Clear selection' }).isVisible(), 1000);
  check(/^\+0s to \+4m.* requests: .*× 403/.test(await told(page)), 'the stretch is not told with its counts: ' + (await told(page)));
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await until('Escape clears it', async () => !(await page.getByRole('button', { name: 'Clear selection' }).isVisible()), 1000);
  await page.keyboard.press('t');
  await page.keyboard.press('t');
  check(await page.getByRole('radio', { name: 'Order' }).isChecked(), 'the key t does not change the axis');
  await page.keyboard.press('t');

  const clock = async () => (await (await fetch(control + 'clock')).json()).frozen;
  check(await clock(), 'the clock is not frozen');
  await page.keyboard.press('z');
  await until('the key z resumes', async () => !(await clock()), 1000);
  await until('the page shows Freeze', () => page.getByRole('button', { name: 'Freeze' }).isVisible(), 1000);
  await page.keyboard.press('z');
  await until('the key z freezes', clock, 1000);

  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: /Single keys/ }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('t');
  check(!(await page.getByRole('radio', { name: 'Real time' }).isChecked()), 'a single key works though they are switched off');
  await page.getByRole('button', { name: 'Keys' }).click();
  await page.getByRole('checkbox', { name: /Single keys/ }).check();
  await page.keyboard.press('Escape');
}

async function breakIt(page) {
  const incidents = page.getByRole('region', { name: 'Incidents' });
  await incidents.getByLabel('What').selectOption({ label: '503 for everything' });
  await incidents.getByRole('button', { name: 'Break it' }).click();
  const end = incidents.getByRole('button', { name: /^End incident-/ });
  await until('the incident lasts, within a second', () => end.isVisible(), 1000);
  check((await incidents.textContent()).includes('ends in'), 'the incident has no countdown');
  check((await fetch(base + '/as/web1/v1/automation_status')).status === 503, 'the incident does not strike');
  await end.click();
  await until('the incident is over, within a second', () => incidents.getByRole('button', { name: /^Begin incident-/ }).isVisible(), 1000);
  await incidents.getByRole('button', { name: /^Remove incident-/ }).click();
}

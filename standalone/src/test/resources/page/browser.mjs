// What the browser tests share: they take the mock's base URL and a folder for screenshots.
// The folder PAGE_TEST_MODULES, or the working directory, has playwright-core and axe-core in `node_modules`.
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { scenarios } from './scenarios.mjs';

const from = process.env.PAGE_TEST_MODULES || process.cwd();
const require = createRequire(join(from, 'node_modules', 'any.js'));
export const { chromium } = require('playwright-core');
export const axePath = () => require.resolve('axe-core/axe.min.js');

export const SIZES = { large: [1440, 900], medium: [1024, 768], narrow: [390, 844] };

export const [base, out] = [String(process.argv[2] || '').replace(/\/$/, ''), process.argv[3] || '.'];
export const control = base + '/__admin/rackconnect/';
mkdirSync(out, { recursive: true });

// With --put among the arguments, the mock gets the test's own scenario first.
export async function scenario(name) {
  if (process.argv.includes('--put')) await send('PUT', 'scenario', scenarios[name]);
}

export function check(holds, words) {
  if (!holds) throw new Error(words);
}

// How many times as long as on a machine that has nothing else to do.
const patience = Number(process.env.PAGE_TEST_PATIENCE || 1);

// Waits until the function gives something that holds; says after the limit what did not.
export async function until(words, find, atMost = 5000) {
  const limit = atMost * patience;
  const end = Date.now() + limit;
  for (;;) {
    let found = false;
    try {
      found = await find();
    } catch (e) {
      if (Date.now() > end) throw new Error(words + ': ' + e.message);
    }
    if (found) return found;
    if (Date.now() > end) throw new Error(words + ', not within ' + limit + ' ms');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export async function send(method, path, body) {
  const response = await fetch(control + path, {
    method, body: body === undefined ? undefined : JSON.stringify(body),
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
  });
  const text = await response.text();
  if (!response.ok) throw new Error(method + ' ' + path + ' is answered ' + response.status + ': ' + text);
  return text ? JSON.parse(text) : null;
}

// Runs a test with a browser. Console errors and violations of the policy fail it.
export async function run(test) {
  const problems = [];
  let browser;
  try {
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', ...(test.args || [])] });
    const open = async (options = {}) => {
      const [width, height] = options.size || SIZES.large;
      const context = await browser.newContext({ viewport: { width, height }, colorScheme: options.dark ? 'dark' : 'light', javaScriptEnabled: options.script !== false });
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' && !(options.allow && options.allow.test(message.text()))) problems.push('console error: ' + message.text());
      });
      page.on('pageerror', (error) => problems.push('error in the page: ' + error.message));
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => console.error('policy violation: ' + event.violatedDirective + ' ' + event.blockedURI));
      });
      return page;
    };
    await test(open);
    check(problems.length === 0, problems[0]);
    console.log('passed');
  } catch (error) {
    console.error('failed: ' + String(error.message).split('\n')[0]);
    process.exitCode = 1;
  } finally {
    if (browser) await browser.close();
  }
}

// What the page says of the event at the cursor.
export const told = (page) => page.getByRole('status', { name: 'At the cursor' }).textContent();
export const lanes = (page) => page.getByRole('application', { name: 'Lanes of servers' });
export const live = (page) => until('the page is live', async () => (await page.getByText('Live', { exact: true }).count()) > 0);
export const waitMs = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// 10,000 servers and 1,000 requests a second: node load.mjs BASE FOLDER SECONDS [asks] [no-times] [--put]
// With "asks" the test itself asks the mock; without it somebody else does. With "no-times" times are told and not judged.
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { base, check, control, lanes, live, out, run, scenario, until, waitMs } from './browser.mjs';

const seconds = Number(process.argv[4] || 60);
const asks = process.argv.includes('asks');
const judges = !process.argv.includes('no-times');

const test = async (open) => {
  await scenario('load');
  const page = await open();
  await page.addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.longTasks.push([Math.round(entry.startTime), Math.round(entry.duration)]);
    }).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(control);
  await live(page);
  const servers = (await (await fetch(control + 'health')).json()).servers;
  const counted = (label) => [...label.matchAll(/[\d,]+/g)].reduce((sum, [digits]) => sum + Number(digits.replace(/,/g, '') || 0), 0);
  await until('all ' + servers + ' servers are there', async () => counted(await page.getByRole('img', { name: /How many servers/ }).getAttribute('aria-label')) >= servers, 20000);
  const atStart = Math.max(0, ...(await page.evaluate(() => window.longTasks)).map((task) => task[1]));
  const client = await page.context().newCDPSession(page);
  const heap = async () => {
    await client.send('HeapProfiler.collectGarbage');
    return (await client.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };
  const trace = await traceTasks(client);
  const stop = asks ? ask(1000) : () => {};
  await waitMs(Math.min(25000, seconds * 500));
  const start = await heap();
  // Collecting garbage is a long task of the test's own.
  await waitMs(1000);
  await trace.forget();
  await page.evaluate(() => { window.longTasks = []; window.frames = 0; const count = () => { window.frames++; requestAnimationFrame(count); }; count(); });
  const received = () => page.evaluate(() => RackConnect.page.model.received);
  const before = await received();
  const began = Date.now();
  await lanes(page).focus();
  for (let i = 0; Date.now() < began + seconds * 1000; i++) {
    // A person looks around meanwhile.
    await page.keyboard.press(['PageDown', 'ArrowDown', '.', '+', 'Shift+ArrowRight', 'f', 'l', '-'][i % 8]);
    if (i % 10 === 5) await page.mouse.wheel(0, 3000);
    await page.mouse.move(400 + (i % 20) * 20, 360);
    await waitMs(250);
  }
  const measured = await page.evaluate(() => ({ tasks: window.longTasks, frames: window.frames }));
  const took = (Date.now() - began) / 1000;
  const perSecond = Math.round(((await received()) - before) / took);
  const longest = await trace.longest();
  const end = await heap();
  stop();
  await page.screenshot({ path: join(out, 'page-load.png') });
  const byTheClock = Math.max(0, ...measured.tasks.map((task) => task[1]));
  console.log('requests a second: ' + perSecond + ', frames a second: ' + Math.round(measured.frames / took) + ', long tasks: ' + measured.tasks.length + ' by the clock, the longest: '
    + byTheClock + ' ms (while it loads: ' + atStart + ' ms), the longest by processor time: ' + longest + ' ms, heap: ' + start.toFixed(1) + ' MB, then ' + end.toFixed(1) + ' MB');
  check(!judges || perSecond > 700, 'only ' + perSecond + ' requests a second came');
  check(!judges || longest < 100, 'a task of the page took ' + longest + ' ms of the processor');
  check(end < start * 1.3 + 8, 'the heap grew from ' + start.toFixed(1) + ' to ' + end.toFixed(1) + ' MB');
};

// The tasks of the page's main thread by processor time: the clock counts what other programs take, too.
async function traceTasks(client) {
  let tasks = [];
  const threads = new Map();
  client.on('Tracing.dataCollected', ({ value }) => {
    for (const event of value) {
      const thread = event.pid + '/' + event.tid;
      if (event.name === 'thread_name') threads.set(thread, event.args.name);
      else if (event.ph === 'X' && event.tdur > 10000) tasks.push({ thread, ms: Math.round(event.tdur / 1000) });
    }
  });
  const begin = () => client.send('Tracing.start', { transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'], recordMode: 'recordContinuously' } });
  const end = async () => {
    const complete = new Promise((done) => client.once('Tracing.tracingComplete', done));
    await client.send('Tracing.end');
    await complete;
  };
  await begin();
  return {
    forget: async () => {
      await end();
      tasks = [];
      await begin();
    },
    longest: async () => {
      await end();
      return Math.max(0, ...tasks.filter((task) => threads.get(task.thread) === 'CrRendererMain').map((task) => task.ms));
    },
  };
}

function ask(perSecond) {
  const agent = new Agent({ keepAlive: true, maxSockets: 16 });
  let sent = 0;
  const began = Date.now();
  const timer = setInterval(() => {
    for (const due = ((Date.now() - began) / 1000) * perSecond; sent < due; sent++) {
      get(base + '/as/web-' + (1 + (sent * 7) % 10000) + '/v1/automation_status', { agent }, (response) => response.resume()).on('error', () => {});
    }
  }, 10);
  return () => {
    clearInterval(timer);
    agent.destroy();
  };
}

await run(test);

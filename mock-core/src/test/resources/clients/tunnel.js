// Asks a URL twice, one after the other, through a tunnel of node-tunnel.
const http = require("http");
const https = require("https");
const tunnel = require("tunnel");

const url = new URL(process.argv[2]);
const from = new URL(process.env.proxy);
const proxy = { host: from.hostname, port: from.port, proxyAuth: from.username + ":" + from.password };
const secure = url.protocol === "https:";
const agent = secure ? tunnel.httpsOverHttp({ proxy }) : tunnel.httpOverHttp({ proxy });

function ask(times) {
  if (times === 0) {
    return;
  }
  (secure ? https : http)
    .get(url, { agent }, (answer) => {
      answer.pipe(process.stdout, { end: false });
      answer.on("end", () => ask(times - 1));
    })
    .on("error", (error) => {
      console.error(error);
      process.exitCode = 1;
    });
}

ask(2);

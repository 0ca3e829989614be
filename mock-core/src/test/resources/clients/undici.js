// Asks a URL twice, one after the other, through a tunnel of undici's ProxyAgent.
const { ProxyAgent, request } = require("undici");

async function main() {
  const proxy = new URL(process.env.proxy);
  const token = "Basic " + Buffer.from(proxy.username + ":" + proxy.password).toString("base64");
  const dispatcher = new ProxyAgent({ uri: proxy.origin, token });
  for (let i = 0; i < 2; i++) {
    const answer = await request(process.argv[2], { dispatcher });
    process.stdout.write(await answer.body.text());
  }
  await dispatcher.close();
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});

// Run inside the build: starts a server, asks it until it answers, and ends it, so that Node keeps what it
// compiled of it (https://nodejs.org/api/module.html#module-compile-cache).
//
// Arguments: the folder for that; paths to be asked, with commas; names of variables that the server gets,
// with commas; its command.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, renameSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const [folder, paths, names, ...command] = process.argv.slice(2);
const USUAL_PORT = 3000;
const MILLISECONDS_TO_ANSWER = 15_000;
const MILLISECONDS_TO_END = 10_000;
const ROUNDS = 3;

// the usual one if it is free, for servers that listen on it whatever they are told
const port = (await free(USUAL_PORT)) ?? (await free(0));
const server = spawn(command[0], command.slice(1), {
  env: variables(),
  stdio: ["ignore", "inherit", "inherit"],
  detached: true,
});
const ended = new Promise((tell) => server.once("exit", tell).once("error", tell));
const obstacle = await Promise.race([asked(), ended.then(() => "it ended before it answered")]);
end("SIGTERM");
if ((await Promise.race([ended, pause(MILLISECONDS_TO_END, "late", { ref: false })])) === "late") {
  end("SIGKILL");
}
if (obstacle) {
  fail(obstacle);
}
nameForEveryUser();

function free(wanted) {
  return new Promise((found) => {
    const probe = createServer()
      .once("error", () => found(undefined))
      .listen(wanted, () => {
        const { port } = probe.address();
        probe.close(() => found(port));
      });
  });
}

// without the secrets that the build may see: this is no run, and touches no database
function variables() {
  const kept = ["PATH", "HOME", "LANG", "TZ", ...names.split(",")];
  const all = Object.fromEntries(
    kept.filter((name) => name in process.env).map((name) => [name, process.env[name]]),
  );
  const flush = join(dirname(fileURLToPath(import.meta.url)), "flush.cjs");
  return {
    ...all,
    NODE_ENV: all.NODE_ENV ?? "production",
    NODE_OPTIONS: `${all.NODE_OPTIONS ?? ""} --require ${flush}`.trim(),
    NODE_COMPILE_CACHE: folder,
    PATH: [...commandFolders(process.cwd()), all.PATH].join(":"),
    PORT: String(port),
  };
}

// where npm would find the commands of dependencies
function commandFolders(from) {
  const here = join(from, "node_modules", ".bin");
  const above = dirname(from) === from ? [] : commandFolders(dirname(from));
  return existsSync(here) ? [here, ...above] : above;
}

// what is in the way, if anything is
async function asked() {
  const deadline = Date.now() + MILLISECONDS_TO_ANSWER;
  const all = paths.split(",");
  while (!(await answers(all[0]))) {
    if (Date.now() > deadline) {
      return `it did not answer on PORT within ${MILLISECONDS_TO_ANSWER / 1000} s`;
    }
    await pause(20);
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (const path of all) {
      await answers(path);
    }
  }
  return "";
}

async function answers(path) {
  try {
    const answer = await fetch(`http://localhost:${port}${path}`, {
      redirect: "manual",
      signal: AbortSignal.timeout(5_000),
    });
    await answer.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

function end(signal) {
  try {
    process.kill(-server.pid, signal);
  } catch {
    // it has ended
  }
}

// Node names its folder by the user as well, and the app will run as another one
function nameForEveryUser() {
  const own = "-" + process.getuid();
  const kept = existsSync(folder) ? readdirSync(folder) : [];
  const ours = kept.filter((name) => name.endsWith(own));
  if (ours.length === 0) {
    fail("Node kept nothing");
  }
  for (const name of ours) {
    renameSync(join(folder, name), join(folder, name.slice(0, -own.length)));
  }
}

function fail(why) {
  console.error("the rehearsal: " + why);
  process.exit(1);
}

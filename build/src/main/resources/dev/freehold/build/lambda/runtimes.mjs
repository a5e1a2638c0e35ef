// How each of Lambda's runtimes is started, and what its process finds in its environment.
// Source: AWS Lambda Developer Guide, "Using Lambda environment variables", "Defined runtime environment
// variables".
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const JAVA_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
const NODE_CLIENT = "node_modules/aws-lambda-ric";
const JAVA_HEAP_SHARE = 0.8;

/** @throws Error that says what is missing */
export function commandOf(settings) {
  const { runtime } = settings;
  if (runtime.startsWith("nodejs")) {
    return node(settings);
  }
  if (runtime.startsWith("python")) {
    return python(settings);
  }
  return runtime.startsWith("java") ? java(settings) : bootstrap(settings);
}

/** AWS's own client where the project brings it, else ours. */
function node({ root, handler }) {
  const description = join(root, NODE_CLIENT, "package.json");
  if (!existsSync(description)) {
    return [process.execPath, join(HERE, "client.mjs"), handler];
  }
  const { bin } = JSON.parse(readFileSync(description, "utf8"));
  const program = typeof bin === "string" ? bin : bin["aws-lambda-ric"];
  return [process.execPath, join(root, NODE_CLIENT, program), handler];
}

function python({ root, runtime, handler }) {
  const program = [runtime, "python3"].filter(onPath).find((one) => spawnSync(one, ["--version"]).status === 0);
  if (!program) {
    throw new Error(`there is neither "${runtime}" nor "python3" here; install Python on this machine`);
  }
  return existsSync(join(root, "awslambdaric"))
    ? [program, "-m", "awslambdaric", handler]
    : [program, join(HERE, "client.py"), handler];
}

function java({ root, memory, handler }) {
  return [
    javaProgram(),
    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", `-Xmx${Math.floor(memory * JAVA_HEAP_SHARE)}m`,
    "-cp", [root, join(root, "*"), join(root, "lib", "*"), join(HERE, "java", "*")].join(":"),
    JAVA_CLIENT, handler,
  ];
}

function javaProgram() {
  const homes = [process.env.JAVA_HOME, ...folders("/usr/lib/jvm").sort().reverse()].filter(Boolean);
  const versioned = homes.filter((home) => /25/.test(home)).concat(homes);
  const found = versioned.map((home) => join(home, "bin", "java")).find(isExecutable);
  if (!found && !onPath("java")) {
    throw new Error("there is no Java here; install a JDK on this machine");
  }
  return found ?? "java";
}

function bootstrap({ root }) {
  const program = join(root, "bootstrap");
  if (!isExecutable(program)) {
    throw new Error('there is no executable "bootstrap" in the function\'s folder; build it, and chmod +x it');
  }
  return [program];
}

export function environmentOf(settings, api) {
  const { name, root, runtime, handler, memory } = settings;
  const region = process.env.AWS_REGION ?? "us-east-1";
  const own = { ...process.env };
  delete own.NODE_ENV;
  return {
    LAMBDA_TASK_ROOT: root,
    LAMBDA_RUNTIME_DIR: HERE,
    TZ: ":UTC",
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    PYTHONPATH: root,
    NODE_PATH: join(root, "node_modules"),
    ...own,
    _HANDLER: handler,
    AWS_LAMBDA_RUNTIME_API: api,
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: process.env.FREEHOLD_DEPLOYMENT ?? "$LATEST",
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: process.env.FREEHOLD_INSTANCE ?? "local",
    ...(!runtime.startsWith("provided") && { AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}` }),
  };
}

function onPath(program) {
  return (process.env.PATH ?? "").split(":").some((folder) => isExecutable(join(folder, program)));
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function folders(path) {
  try {
    return readdirSync(path).map((name) => join(path, name));
  } catch {
    return [];
  }
}

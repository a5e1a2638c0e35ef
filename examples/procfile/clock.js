// A worker: it has no port, and is healthy while it runs.
setInterval(() => console.log(`it is ${new Date().toISOString()}`), 10_000);
console.log("the clock runs");

// Loaded before a server that rehearses: one that ends on SIGTERM by itself would keep nothing of what it
// compiled.
process.on("SIGTERM", () => {
  require("node:module").flushCompileCache?.();
  process.exit(0);
});

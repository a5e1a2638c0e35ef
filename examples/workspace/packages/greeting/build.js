import { cpSync } from "node:fs";

// As a compiler would: what the others import exists only after this.
cpSync("src", "dist", { recursive: true });

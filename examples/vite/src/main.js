import "./style.css";

// Variables that start with VITE_ are written into the files when they are built.
const greeting = import.meta.env.VITE_GREETING ?? "Hello from Vite";

document.querySelector("#app").textContent = `${greeting}, at ${location.pathname}`;

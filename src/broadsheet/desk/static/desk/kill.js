/* Ctrl or Cmd + Alt + K in a story's editor opens its kill order, which still asks twice. */
document.addEventListener("keydown", (event) => {
  if (event.code !== "KeyK" || !event.altKey || !(event.ctrlKey || event.metaKey)) return;
  const address = location.pathname.replace(/pages\/(\d+)\/edit\/$/, "stories/$1/kill/");
  if (address === location.pathname) return;
  event.preventDefault();
  location.assign(address);
});

/** Arrow keys in a grid of buttons of which one is in the tab order. */

export function moveFocus(event: KeyboardEvent, buttons: readonly HTMLElement[]): void {
  const from = buttons.indexOf(event.target as HTMLElement);
  const to = target(event.key, from, buttons);
  if (from < 0 || to === null) return;
  event.preventDefault();
  event.stopPropagation();
  const next = buttons[Math.max(0, Math.min(to, buttons.length - 1))];
  buttons[from].tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}

function target(key: string, from: number, buttons: readonly HTMLElement[]): number | null {
  if (key === "Home") return 0;
  if (key === "End") return buttons.length - 1;
  if (key === "ArrowLeft") return from - 1;
  if (key === "ArrowRight") return from + 1;
  if (key === "ArrowUp") return from - columns(buttons);
  if (key === "ArrowDown") return from + columns(buttons);
  return null;
}

/** How many stand in the first row. */
function columns(buttons: readonly HTMLElement[]): number {
  const top = buttons[0].getBoundingClientRect().top;
  return buttons.filter((one) => one.getBoundingClientRect().top === top).length;
}

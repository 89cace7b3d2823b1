// Elements made by hand. Text is only ever set as text: nothing here takes markup.

const SVG = 'http://www.w3.org/2000/svg';

/** Gives an element its properties: `class`, `on…` listeners, `text`, and else attributes. */
function dress(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'text') element.textContent = value;
    else if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** @returns {HTMLElement} a new element of HTML */
export function el(name, properties, ...children) {
  return dress(document.createElement(name), properties, children);
}

/** @returns {SVGElement} a new element of SVG */
export function svg(name, properties, ...children) {
  return dress(document.createElementNS(SVG, name), properties, children);
}

/** Sets a text only where it differs, so that nothing is laid out for nothing. */
export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

export function setAttribute(node, name, value) {
  const text = value === null ? null : String(value);
  if (node.getAttribute(name) === text) return;
  if (text === null) node.removeAttribute(name);
  else node.setAttribute(name, text);
}

/** Calls `paint` once in the next frame, however often it is asked for until then. */
export function perFrame(paint) {
  let asked = false;
  return () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      paint();
    });
  };
}

/** A button that is drawn as its word. */
export function button(text, onclick, properties) {
  return el('button', { type: 'button', text, onclick, ...properties });
}

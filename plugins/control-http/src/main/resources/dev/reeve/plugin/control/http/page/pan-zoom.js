// Moves and enlarges a drawing: by wheel, by dragging, by two fingers.

const LEAST = 0.1;
const MOST = 2.5;

/** @param {SVGSVGElement} picture @param {SVGGElement} content what is moved within it */
export function panZoom(picture, content) {
  let x = 0;
  let y = 0;
  let scale = 1;
  const fingers = new Map();

  function apply() {
    content.setAttribute('transform', `translate(${x.toFixed(2)} ${y.toFixed(2)}) scale(${scale.toFixed(4)})`);
  }

  function zoomAt(factor, clientX, clientY) {
    const box = picture.getBoundingClientRect();
    const to = Math.min(MOST, Math.max(LEAST, scale * factor));
    const [atX, atY] = [clientX - box.left, clientY - box.top];
    x = atX - ((atX - x) * to) / scale;
    y = atY - ((atY - y) * to) / scale;
    scale = to;
    apply();
  }

  picture.addEventListener('wheel', (event) => {
    event.preventDefault();
    if (event.ctrlKey || !event.shiftKey) zoomAt(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), event.clientX, event.clientY);
    else {
      x -= event.deltaY;
      apply();
    }
  }, { passive: false });

  picture.addEventListener('pointerdown', (event) => {
    fingers.set(event.pointerId, event);
    picture.classList.add('is-held');
  });
  window.addEventListener('pointermove', (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    if (fingers.size === 1) {
      x += event.clientX - before.clientX;
      y += event.clientY - before.clientY;
      apply();
    } else {
      const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, finger]) => finger);
      const length = (one) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      zoomAt(length(event) / Math.max(1, length(before)), (event.clientX + other.clientX) / 2, (event.clientY + other.clientY) / 2);
    }
    fingers.set(event.pointerId, event);
  });
  for (const end of ['pointerup', 'pointercancel']) {
    window.addEventListener(end, (event) => {
      fingers.delete(event.pointerId);
      if (fingers.size === 0) picture.classList.remove('is-held');
    });
  }

  return {
    zoom(factor) {
      const box = picture.getBoundingClientRect();
      zoomAt(factor, box.left + box.width / 2, box.top + box.height / 2);
    },
    /** Shows all of a drawing of this size, or its beginning where that would become too small. */
    fit(width, height, least = LEAST) {
      const box = picture.getBoundingClientRect();
      if (box.width === 0) return;
      const margin = 28;
      scale = Math.min(1, Math.max(least, Math.min((box.width - 2 * margin) / width, (box.height - 2 * margin) / height)));
      x = Math.max(margin, (box.width - width * scale) / 2);
      y = Math.max(margin, (box.height - height * scale) / 2);
      apply();
    },
  };
}

//! What is drawn, and in which ink: whether what a person needs can be seen where the colors are the person's own.
//!
//! In: the page or frame at hand. Out: what cannot be seen, as text.
//! Goes by the styles as the engine computed them, colors that it forced among them; a picture is not read.
//! Standard: CSS Color Adjustment 1, forced colors; WCAG 2.2, 1.4.1, 1.4.3 and 1.4.11 for the ratios.
//! Next: `tests/forced_colors.rs`.

use serde_json::Value;

use crate::failure::Result;
use crate::page::Page;

/// The beginning of a script that asks for colors: `isDrawn(color, ground)` holds for 3 to 1, and `ground(element)` is the first color
/// behind it that lets nothing through.
pub const COLORS: &str = "
    const parts = (color) => { const [r, g, b, a = 1] = (color.match(/[\\d.]+/g) ?? [0, 0, 0, 0]).map(Number); return { r, g, b, a }; };
    const light = ({ r, g, b }) => [[r, 0.2126], [g, 0.7152], [b, 0.0722]].reduce((sum, [value, weight]) => {
        const part = value / 255;
        return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }, 0);
    const contrast = (one, other) => { const [a, b] = [light(one), light(other)].sort((a, b) => b - a); return (a + 0.05) / (b + 0.05); };
    const canvas = () => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.backgroundColor = 'Canvas';
        const color = parts(getComputedStyle(probe).backgroundColor);
        probe.remove();
        return color;
    };
    const paper = canvas();
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const color = parts(getComputedStyle(at).backgroundColor);
            if (color.a > 0.99) return color;
        }
        return paper;
    };
    const isDrawn = (color, on) => { const ink = parts(color); return ink.a > 0.5 && contrast(ink, on) >= 3; };
    const isShown = (element) => element.checkVisibility({ visibilityProperty: true });
    const sides = ['Top', 'Right', 'Bottom', 'Left'];
    const hasBorder = (style, on) => sides.some((side) => !['none', 'hidden'].includes(style[`border${side}Style`])
        && parseFloat(style[`border${side}Width`]) >= 1 && isDrawn(style[`border${side}Color`], on));
    const hasOutline = (style, on) => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1 && isDrawn(style.outlineColor, on);
    const called = (element) => `${element.localName} ${(element.ariaLabel ?? element.textContent ?? '').replace(/\\s+/g, ' ').trim().slice(0, 40) || element.id || element.className}`;
";

/// What cannot be seen on the screen at hand.
const FAULTS: &str = "
    if (!matchMedia('(forced-colors: active)').matches) return ['the colors are not forced'];
    const faults = [];
    // On a page of a municipality only what is the guide's own.
    const root = document.querySelector('lykta-guide') ?? document.body;
    const marks = (element) => ['::before', '::after'].some((pseudo) => {
        const style = getComputedStyle(element, pseudo);
        return style.content !== 'none' && style.display !== 'none' && hasBorder(style, ground(element));
    });
    // Of a line the engine tells the page's color and draws the person's, which is that of the words.
    const isUnderlined = (element) => [element, ...element.querySelectorAll('*')].some((part) => {
        const style = getComputedStyle(part);
        return style.textDecorationLine.includes('underline') && isDrawn(style.color, ground(part));
    });
    // 1. What can be pressed has an edge, a line under its words or a mark; native boxes draw their own.
    for (const control of root.querySelectorAll('a[href], button, summary, input, select, [role=option]')) {
        if (!isShown(control)) continue;
        const style = getComputedStyle(control);
        const isNative = ['radio', 'checkbox'].includes(control.type) && style.appearance !== 'none';
        const on = ground(control.parentElement);
        const list = control.closest('[role=listbox]');
        const isInList = control.role === 'option' && list && hasBorder(getComputedStyle(list), ground(list.parentElement));
        // A link to where one is need not look as one.
        if (!isNative && !control.ariaCurrent && !hasBorder(style, on) && !hasOutline(style, on) && !isUnderlined(control) && !marks(control) && !isInList)
            faults.push(`${called(control)}: neither edge nor line nor mark`);
        const label = control.closest('label');
        if (label && ['radio', 'checkbox'].includes(control.type) && label.className && !hasBorder(getComputedStyle(label), ground(label.parentElement)) && !isNative)
            faults.push(`${called(label)}: its row has no edge`);
    }
    // 2. All words can be read.
    const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const element = words.currentNode.parentElement;
        if (!words.currentNode.textContent.trim() || !isShown(element) || element.closest('script, style, noscript, svg')) continue;
        const ratio = contrast(parts(getComputedStyle(element).color), ground(element));
        if (ratio < 4.5) faults.push(`${called(element)}: ${ratio.toFixed(1)} to 1`);
    }
    // 3. Drawings can be seen; one that keeps its own colors brings its own ground.
    for (const drawing of root.querySelectorAll('svg')) {
        if (!isShown(drawing) || getComputedStyle(drawing).forcedColorAdjust === 'none') continue;
        const shapes = [...drawing.querySelectorAll('path, circle, line, rect')];
        const inks = shapes.map((shape) => ['fill', 'stroke'].map((kind) => getComputedStyle(shape)[kind]).filter((ink) => ink !== 'none'));
        if (!inks.some((ink) => ink.some((color) => isDrawn(color, ground(drawing.parentElement))))) faults.push(`${called(drawing.parentElement)}: its drawing`);
        inks.forEach((ink, at) => {
            if (ink.length && !ink.some((color) => isDrawn(color, ground(drawing.parentElement)))) faults.push(`${called(drawing.parentElement)}: ${shapes[at].getAttribute('class') ?? shapes[at].localName} of its drawing`);
        });
    }
    // 4. What is drawn by its background alone can be seen.
    for (const element of root.querySelectorAll('*')) {
        if (!isShown(element)) continue;
        for (const pseudo of ['::before', '::after']) {
            const style = getComputedStyle(element, pseudo);
            const isEmpty = /^\"\"( \\/ .*)?$/.test(style.content);
            if (isEmpty && parts(style.backgroundColor).a > 0 && !hasBorder(style, ground(element)) && !isDrawn(style.backgroundColor, ground(element)))
                faults.push(`${called(element)}: its ${pseudo}`);
        }
    }
    // 5. A state is told by more than a background: chosen or not, at hand or not.
    const look = (element) => [null, '::before', '::after'].map((pseudo) => {
        const style = getComputedStyle(element, pseudo);
        const edges = sides.map((side) => [style[`border${side}Style`], style[`border${side}Width`], style[`border${side}Color`]]);
        return [edges, style.outlineStyle, style.outlineStyle === 'none' ? '' : [style.outlineColor, style.outlineWidth], style.fontWeight, style.textDecorationLine, style.content];
    }).join();
    for (const element of root.querySelectorAll('[aria-current]:not([aria-current=false]), [aria-selected=true], [aria-pressed=true]')) {
        const other = [...element.ownerDocument.getElementsByClassName(element.classList[0])].find((one) => one !== element && !one.ariaCurrent && one.ariaSelected !== 'true' && one.ariaPressed !== 'true');
        if (isShown(element) && other && look(element) === look(other)) faults.push(`${called(element)}: only its background tells its state`);
    }
    for (const input of root.querySelectorAll('input[type=radio], input[type=checkbox]')) {
        const row = input.closest('label');
        if (!row || !isShown(row)) continue;
        const was = input.checked;
        const looks = [false, true].map((isChosen) => { input.checked = isChosen; return [look(row), getComputedStyle(input).appearance !== 'none' && isChosen].join(); });
        const outlined = hasOutline(getComputedStyle(row), ground(row)) || hasBorder(getComputedStyle(row), ground(row.parentElement));
        input.checked = was;
        if (looks[0] === looks[1] || !outlined) faults.push(`${called(row)}: chosen looks as not chosen`);
    }
    // 6. Engines lay a plate of the ground's color behind words, as high as their letters can be: it may cut off the line above.
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const lines = [];
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement;
        if (!texts.currentNode.textContent.trim() || !isShown(element) || element.closest('script, style, noscript, svg')) continue;
        let block = element;
        while (getComputedStyle(block).display === 'inline') block = block.parentElement;
        const range = document.createRange();
        range.selectNodeContents(texts.currentNode);
        for (const { left, right, top, bottom } of range.getClientRects()) {
            if (getComputedStyle(element).forcedColorAdjust !== 'none') {
                const cut = lines.find((line) => line.block !== block && line.block.parentElement === block.parentElement
                    && Math.min(line.right, right) - Math.max(line.left, left) > 1 && Math.min(line.bottom, bottom) - Math.max(line.top, top) > 0.5);
                if (cut) faults.push(`${called(block)}: its plate cuts off ${called(cut.block)}`);
            }
            lines.push({ block, left, right, top, bottom });
        }
    }
    return faults;
";

/// Words that are paler than 7 to 1, large ones than 4.5 to 1. The checker passes over what stands on a gradient; this goes by the color
/// that lies under it.
const PALE: &str = "
    const faults = new Set();
    const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
        const element = words.currentNode.parentElement;
        if (!words.currentNode.textContent.trim() || !isShown(element) || element.closest('script, style, noscript, svg, .lykta-hidden')) continue;
        const { color, fontSize, fontWeight } = getComputedStyle(element);
        const size = parseFloat(fontSize);
        const least = size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) ? 4.5 : 7;
        const ratio = contrast(parts(color), ground(element));
        if (ratio < least) faults.add(`${called(element)}: ${ratio.toFixed(1)} to 1`);
    }
    return [...faults];
";

/// Words on the screen at hand that are too pale; nothing if all can be read.
///
/// # Errors
/// If the page changes meanwhile.
#[track_caller]
pub fn pale(page: &Page<'_>) -> Result<Vec<String>> {
    let found = page.run(&[COLORS, PALE].concat(), &[])?;
    Ok(found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// What cannot be seen on the screen at hand where the colors are forced; nothing if all can.
///
/// # Errors
/// If the page changes meanwhile.
#[track_caller]
pub fn faults(page: &Page<'_>) -> Result<Vec<String>> {
    let found = page.run(&[COLORS, FAULTS].concat(), &[])?;
    Ok(found.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect())
}

/* Copying from a page that may lie on a disk: no clipboard API is asked for first, since file:// and plain http:// may be
   refused it; the old command works in both, and where nothing works the text stays selected. */
(function () {
  'use strict';

  /** @param {HTMLElement} node */
  function select(node) {
    var range = document.createRange();
    range.selectNodeContents(node);
    var selection = window.getSelection();
    if (!selection) return;
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /** Put the node on the clipboard, as rich text where it is meant so. @param {HTMLElement} node @param {boolean} rich */
  function put(node, rich) {
    var done = false;
    /** @param {ClipboardEvent} event */
    function fill(event) {
      if (!event.clipboardData) return;
      if (rich) event.clipboardData.setData('text/html', node.innerHTML);
      event.clipboardData.setData('text/plain', node.innerText);
      event.preventDefault();
      done = true;
    }
    document.addEventListener('copy', fill);
    try {
      if (!document.execCommand('copy')) done = false;
    } catch (error) {
      done = false;
    }
    document.removeEventListener('copy', fill);
    return done;
  }

  Array.prototype.forEach.call(document.querySelectorAll('button[data-copy]'), function (button) {
    button.hidden = false;
    button.addEventListener('click', function () {
      var node = document.getElementById(button.getAttribute('data-copy'));
      var said = document.getElementById(button.getAttribute('data-copy') + '-said');
      if (!node) return;
      select(node);
      var done = put(node, node.hasAttribute('data-rich'));
      if (!said) return;
      said.textContent = done
        ? '已复制，到要用的地方粘贴。'
        : '浏览器没有让复制。文字已经选中：电脑上按 Ctrl+C，手机上长按选中的文字，再点“复制”。';
    });
  });
})();

// The keyboard belongs to the board as soon as it is there, without a click.
addEventListener("DOMContentLoaded", () => {
  const begun = new MutationObserver(() => {
    const keyboard = document.querySelector(".xterm-helper-textarea");
    if (document.body.classList.contains("-first-byte") && keyboard) {
      begun.disconnect();
      keyboard.focus();
    }
  });
  begun.observe(document.body, { attributes: true, attributeFilter: ["class"] });
});

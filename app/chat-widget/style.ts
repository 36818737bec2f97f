/** The whole look of the widget. `--accent` and `--on-accent` are set from the chat's colour. */
export const style = `
:host { all: initial; }
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.root {
  --ground: #fff; --raised: #f4f5f6; --line: #dcdfe3; --text: #1b1f24; --dim: #5a636e; --error: #b3261e;
  color: var(--text); font: 400 15px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif;
}
.root.auto, .root.light { color-scheme: light; }
.root.dark { --ground: #17191c; --raised: #24272b; --line: #3a3f45; --text: #eceef0; --dim: #a3abb5; --error: #ff9d94; color-scheme: dark; }
@media (prefers-color-scheme: dark) {
  .root.auto { --ground: #17191c; --raised: #24272b; --line: #3a3f45; --text: #eceef0; --dim: #a3abb5; --error: #ff9d94; color-scheme: dark; }
}
button, textarea, input { font: inherit; color: inherit; }
button { cursor: pointer; }
button:disabled { cursor: default; opacity: .5; }
:focus-visible { outline: 3px solid color-mix(in srgb, var(--accent) 65%, var(--text)); outline-offset: 2px; }
.launcher {
  position: fixed; bottom: 20px; right: 20px; z-index: 2147483000; width: 60px; height: 60px; border: 0; border-radius: 30px;
  background: var(--accent); color: var(--on-accent); box-shadow: 0 4px 16px #0004; display: grid; place-items: center;
}
.left .launcher { right: auto; left: 20px; }
.launcher svg { width: 28px; height: 28px; }
.badge {
  position: absolute; top: -4px; right: -4px; min-width: 22px; height: 22px; padding: 0 6px; border-radius: 11px;
  background: #c62828; color: #fff; font-size: 12px; font-weight: 700; line-height: 22px;
}
.panel {
  position: fixed; bottom: 92px; right: 20px; z-index: 2147483001; width: 390px; height: min(640px, calc(100vh - 112px));
  display: flex; flex-direction: column; overflow: hidden; border: 1px solid var(--line); border-radius: 14px;
  background: var(--ground); box-shadow: 0 12px 40px #0003;
}
.left .panel { right: auto; left: 20px; }
.page .panel { position: static; width: 100%; max-width: 760px; height: 100vh; height: 100dvh; margin: 0 auto; border-width: 0 1px; border-radius: 0; box-shadow: none; }
@media (max-width: 480px) {
  .bubble .panel { inset: 0; width: 100%; height: 100%; height: 100dvh; border: 0; border-radius: 0; }
  .bubble.opened .launcher { display: none; }
}
header { display: flex; align-items: center; gap: 4px; padding: 12px 8px 12px 16px; background: var(--accent); color: var(--on-accent); }
header > div { flex: 1; min-width: 0; }
h2 { margin: 0; font-size: 16px; font-weight: 650; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
header p { margin: 0; font-size: 13px; }
header button { width: 40px; height: 40px; padding: 0; border: 0; border-radius: 8px; background: none; color: inherit; display: grid; place-items: center; }
header button:hover { background: color-mix(in srgb, currentColor 16%, transparent); }
header :focus-visible { outline-color: currentColor; outline-offset: -3px; }
header, .status, .choices, .typing { flex: none; }
.log { flex: 1; min-height: 80px; overflow-y: auto; overscroll-behavior: contain; padding: 16px; display: flex; flex-direction: column; gap: 10px; }
.log:empty { flex: none; min-height: 0; padding: 0; outline: none; }
.log:empty ~ .note { margin-top: 16px; }
.log:empty ~ .foot { margin-top: auto; }
.day { align-self: center; color: var(--dim); font-size: 12px; }
.line { max-width: 85%; align-self: flex-start; }
.line.visitor { align-self: flex-end; }
.who { display: flex; gap: 6px; margin: 0 4px 2px; color: var(--dim); font-size: 12px; }
.visitor .who { justify-content: flex-end; }
.said { padding: 8px 12px; border-radius: 12px; background: var(--raised); white-space: pre-wrap; overflow-wrap: anywhere; }
.visitor .said { background: var(--accent); color: var(--on-accent); }
.said a { color: inherit; }
.file { display: flex; align-items: center; gap: 6px; margin-top: 4px; padding: 6px 10px; border: 1px solid var(--line); border-radius: 8px; background: var(--ground); text-align: left; overflow-wrap: anywhere; }
.file svg { flex: none; width: 18px; height: 18px; }
.fate { margin: 2px 4px 0; color: var(--dim); font-size: 12px; text-align: right; }
.fate.bad { color: var(--error); }
.link { padding: 2px 4px; border: 0; background: none; color: inherit; text-decoration: underline; font-size: inherit; }
.note { flex: none; margin: 0 16px 10px; padding: 10px 12px; border: 1px solid var(--line); border-radius: 10px; color: var(--dim); font-size: 14px; white-space: pre-wrap; overflow-wrap: anywhere; }
.choices { display: flex; flex-wrap: wrap; gap: 8px; padding: 0 16px 10px; }
.choices button, .plain { min-height: 38px; padding: 6px 14px; border: 1px solid color-mix(in srgb, var(--accent) 55%, var(--text)); border-radius: 19px; background: var(--ground); text-align: left; }
.choices button:hover, .plain:hover { background: var(--raised); }
.typing { min-height: 22px; padding: 0 16px 4px; color: var(--dim); font-size: 13px; }
.status { padding: 6px 16px; background: var(--raised); font-size: 13px; }
.status:empty { display: none; }
.composer { display: flex; align-items: flex-end; gap: 6px; padding: 8px; border-top: 1px solid var(--line); }
.composer textarea { flex: 1; min-height: 40px; max-height: 140px; padding: 9px 10px; border: 1px solid var(--line); border-radius: 10px; background: var(--ground); resize: none; }
.composer button { flex: none; width: 40px; height: 40px; padding: 0; border: 0; border-radius: 10px; background: none; display: grid; place-items: center; }
.composer button:hover:enabled { background: var(--raised); }
.composer .send:enabled { background: var(--accent); color: var(--on-accent); }
.files { display: flex; flex-wrap: wrap; gap: 6px; padding: 8px 12px; margin: 0; list-style: none; }
.files li { display: flex; align-items: center; gap: 4px; padding: 2px 2px 2px 10px; border-radius: 8px; background: var(--raised); font-size: 13px; overflow-wrap: anywhere; }
.files button { width: 28px; height: 28px; padding: 0; border: 0; background: none; display: grid; place-items: center; }
.files svg { width: 16px; height: 16px; }
.card { display: flex; flex-direction: column; gap: 10px; padding: 14px 16px 16px; border-top: 1px solid var(--line); }
.foot { flex: none; max-height: 70%; overflow-y: auto; }
.card h3 { margin: 0; font-size: 15px; font-weight: 650; }
.card p { margin: 0; font-size: 14px; white-space: pre-wrap; overflow-wrap: anywhere; }
.card label { display: flex; flex-direction: column; gap: 4px; font-size: 14px; }
.card input { min-height: 40px; padding: 8px 10px; border: 1px solid color-mix(in srgb, var(--text) 45%, var(--line)); border-radius: 8px; background: var(--ground); font-size: 16px; }
.card .error { color: var(--error); font-size: 13px; }
.card .row { display: flex; gap: 8px; flex-wrap: wrap; }
.card a { color: inherit; }
.main { min-height: 42px; padding: 8px 18px; border: 0; border-radius: 10px; background: var(--accent); color: var(--on-accent); font-weight: 600; }
.hint { color: var(--dim); font-weight: 400; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 480px) { .composer textarea { font-size: 16px; } }
@media (prefers-reduced-motion: no-preference) {
  .panel { animation: rise .18s ease-out; }
  .page .panel { animation: none; }
  .line { animation: appear .16s ease-out; }
  @keyframes rise { from { opacity: 0; transform: translateY(12px); } }
  @keyframes appear { from { opacity: 0; } }
}
@media (forced-colors: active) { .said, .launcher, .main, header { border: 1px solid; } }
`;

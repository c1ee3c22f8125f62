// Values to copy, and the documentation of the API.

// Another machine reaches the sandbox at another address than the one in the page.
const ownBaseUrl = location.origin + '/api';
for (const element of document.querySelectorAll('dd[id], pre')) {
  element.textContent = element.textContent.replaceAll(document.body.dataset.baseUrl, ownBaseUrl);
}

const status = document.getElementById('status');

for (const button of document.querySelectorAll('[data-copy]')) {
  const source = document.getElementById(button.dataset.copy);
  const value = source.querySelector('pre') ?? source;
  let reset;
  button.addEventListener('click', async () => {
    status.textContent = '';
    const copied = await copy(value);
    button.textContent = copied ? 'Copied' : 'Selected';
    status.textContent = copied ? 'Copied' : 'Selected, to copy it with the keyboard';
    clearTimeout(reset);
    reset = setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
}

async function copy(element) {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    // Over plain http, browsers offer the clipboard to pages of this machine only.
    getSelection().selectAllChildren(element);
    return document.execCommand('copy');
  }
}

const dark = matchMedia('(prefers-color-scheme: dark)');
const applyScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', applyScheme);
applyScheme();

const documentation = document.getElementById('documentation');
new MutationObserver(completeMarkup).observe(documentation, {subtree: true, childList: true});

/** The operations first, and no choice of a server, since there is one. */
const layout = ({React}) => ({getComponent, specSelectors}) => {
  const part = name => React.createElement(getComponent(name, name !== 'SvgAssets'));
  return specSelectors.loadingStatus() === 'success'
    ? React.createElement('div', {className: 'swagger-ui'},
        ...['SvgAssets', 'errors', 'AuthorizeBtnContainer', 'operations', 'Models', 'InfoContainer'].map(part))
    : React.createElement('p', null, 'The contract is loading.');
};

const ui = SwaggerUIBundle({
  domNode: documentation,
  url: documentation.dataset.contract,
  validatorUrl: null, // The default is another host.
  defaultModelsExpandDepth: 0,
  syntaxHighlight: {activated: false},
  plugins: [system => ({components: {SandboxLayout: layout(system)}})],
  layout: 'SandboxLayout',
  onComplete: () => {
    ui.preauthorizeApiKey('accessToken', documentation.dataset.accessToken);
    ui.layoutActions.show(['operations', 'Segments', 'listSegments'], true);
  },
});

/** Adds what Swagger UI leaves out for people who use a keyboard or a screen reader. */
function completeMarkup() {
  for (const [selector, attributes] of [
    ['.info .title', {role: 'heading', 'aria-level': '3'}],
    ['div[aria-label]:not([role])', {role: 'group'}],
    ['.microlight', {tabindex: '0'}],
    ['.responses-wrapper', {tabindex: '0', role: 'group', 'aria-label': 'Responses'}],
    ['.responses-table', {role: null}],
    ['.close-modal', {'aria-label': 'Close'}],
    ['.dialog-ux h6', {role: 'heading', 'aria-level': '5'}],
    // It differs from the text that is visible.
    ['.dialog-ux .btn.auth', {'aria-label': null}],
    ['.examples-select-element', {'aria-label': 'Example'}],
  ]) {
    for (const element of documentation.querySelectorAll(selector)) {
      set(element, attributes);
    }
  }
  for (const field of documentation.querySelectorAll('.parameters :is(input, select)')) {
    const name = field.closest('tr')?.querySelector('.parameter__name')?.firstChild.textContent;
    set(field, {'aria-label': name ?? 'Value'});
  }
}

function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) {
      element.removeAttribute(name);
    } else if (element.getAttribute(name) !== value) {
      element.setAttribute(name, value);
    }
  }
}

'use strict';

const copy = document.getElementById('copy');
copy.addEventListener('click', async () => {
  await navigator.clipboard.writeText(document.querySelector('pre').textContent);
  copy.textContent = 'Copied';
});

const documentation = document.getElementById('documentation');
const ui = SwaggerUIBundle({
  domNode: documentation,
  url: documentation.dataset.contract,
  validatorUrl: null, // The default is another host.
  defaultModelsExpandDepth: 0,
  onComplete: () => ui.preauthorizeApiKey('accessToken', documentation.dataset.accessToken),
});

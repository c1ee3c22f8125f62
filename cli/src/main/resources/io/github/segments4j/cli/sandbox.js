'use strict';

const copy = document.getElementById('copy');
copy.addEventListener('click', async () => {
  await navigator.clipboard.writeText(document.querySelector('pre').textContent);
  copy.textContent = 'Copied';
});

// Absent where Swagger UI is not on the class path.
if (window.SwaggerUIBundle) {
  const documentation = document.getElementById('documentation');
  const ui = SwaggerUIBundle({
    domNode: documentation,
    url: documentation.dataset.contract,
    validatorUrl: null, // another host
    defaultModelsExpandDepth: 0,
    onComplete: () => ui.preauthorizeApiKey('accessToken', documentation.dataset.accessToken),
  });
}

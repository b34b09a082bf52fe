import { proveLayer } from '../../support/catalog/prove-layer';

proveLayer('storage');

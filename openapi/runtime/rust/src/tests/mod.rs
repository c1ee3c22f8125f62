mod errors;
mod requests;
mod vectors;

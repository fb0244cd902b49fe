from __future__ import annotations

import pytest
import torch
from tokenizers import Tokenizer
from transformers import BertConfig

from viva.encoder.packing import Packer
from viva.encoder.reader import Reader
from viva.encoder.weights import base_folder


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@pytest.fixture(scope="session")
def packer(tokenizer: Tokenizer) -> Packer:
    return Packer(tokenizer)


@pytest.fixture(scope="session")
def tiny_reader() -> Reader:
    """The network as it ships, only small and untrained: its readings mean nothing, its shape is the real one."""
    with torch.random.fork_rng():
        torch.manual_seed(7)
        config = BertConfig(
            hidden_size=32,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=64,
            initializer_range=0.3,
        )
        return Reader(config).eval()

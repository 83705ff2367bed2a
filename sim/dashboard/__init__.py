"""The dashboard: pages in Swedish and English over the store; what they ask for is played in processes of its own."""
